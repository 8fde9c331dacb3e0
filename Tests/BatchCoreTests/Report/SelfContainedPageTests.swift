import BatchCore
import Testing

struct SelfContainedPageTests {
  @Test func `a page holds its style and script, and its policy allows these alone`() {
    let page = SelfContainedPage(
      template: "<style>/*style*/</style><script>/*script*/</script>", style: "p{}", script: "1;")
    #expect(
      String(decoding: page.document, as: UTF8.self) == "<style>p{}</style><script>1;</script>")
    // printf '1;' | openssl dgst -sha256 -binary | base64
    #expect(
      page.policy.contains("script-src 'sha256-CImjRDTlhukYQ2AnxOi0wzgPhGQ3Mb3rVwJK24dFz1M='"))
    #expect(page.policy.contains("style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='"))
    #expect(page.policy.hasPrefix("default-src 'none'; "))
    #expect(!page.policy.contains("unsafe") && !page.policy.contains("http"))
  }
}
