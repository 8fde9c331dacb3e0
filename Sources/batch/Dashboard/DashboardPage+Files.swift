import BatchControl
import BatchCore

extension DashboardPage {
  /// The page that the binary carries.
  static let carried: DashboardPage = {
    let page = SelfContainedPage(
      template: text([PackageResources.page_html]),
      style: text([PackageResources.page_css, PackageResources.review_css]) + Plot.style,
      script: text(scripts))
    return DashboardPage(document: page.document, policy: page.policy)
  }()

  /// What comes later uses what came before.
  private static let scripts = [
    PackageResources.words_js, PackageResources.nodes_js, PackageResources.drawn_js,
    PackageResources.server_js, PackageResources.overview_js, PackageResources.articles_js,
    PackageResources.failures_js, PackageResources.review_js, PackageResources.reviewing_js,
    PackageResources.main_js,
  ]

  private static func text(_ files: [[UInt8]]) -> String {
    String(decoding: files.joined(), as: UTF8.self)
  }
}
