extension SimulatorState {
  /// What a request is told whose model does not make what it asks for.
  func misrouted(_ request: ChatRequest, _ model: SimulatedModel) -> (String, Verdict)? {
    if let most = request.maxPrice, !most.allows(model) { return ("maxPrice", .refuse(.maxPrice)) }
    if request.isForImageAPI {
      return model.makes(["image"]) ? nil : ("noImages", .refuse(.noEndpoints(model.id)))
    }
    let wanted = request.modalities.isEmpty ? ["text"] : request.modalities
    return model.makes(wanted) ? nil : ("outputModalities", .refuse(.outputModalities(wanted)))
  }
}

extension SimulatedModel {
  fileprivate func makes(_ modalities: [String]) -> Bool {
    Set(modalities).isSubset(of: outputModalities)
  }
}
