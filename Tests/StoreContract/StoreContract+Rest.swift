extension StoreContract {
  static let pausing: [StoreContract] = []
  static let requeueing: [StoreContract] = []
  static let figuring: [StoreContract] = []
  static let reading: [StoreContract] = []
  static let schedules: [StoreContract] = []
}
