/// A request that cannot even be read.
struct RefusedRequest: Error {
  let refusal: Refusal
}
