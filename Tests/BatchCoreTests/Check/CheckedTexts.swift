import BatchCore

/// Articles of the tests' own writing, in several scripts and markups.
enum CheckedTexts {
  static let guide = """
    Cleaning a chain
    ================

    A bicycle's chain lasts 3,000 km or more if you **clean** it every 200 km; see
    [the guide](https://example.org/guide_(chain)?a=1&b=2 "Guide") and <https://example.com/faq>.

    ![A chain](/images/chain.png)

    ## What you need

    1. A brush,
    2. `degreaser --eco`, 12.50 EUR,
    3. and a rag.[^rag]

    {% include tip.html %}

    ```sh
    wipe  --slowly
    ```

    ### And then

    <!--more-->
    It is done on 2024-05-17, at 10:30. Read [more][more].

    [^rag]: An old one.
    [more]: https://example.net/more
    """

  static let html = """
    <!-- wp:heading --><h2>Übersicht der Fahrräder</h2><!-- /wp:heading -->
    <p>Für 8 Räder brauchst du <a href="https://example.de/öl?x=1&amp;y=2">Öl</a> und <code>a &lt; b</code>.</p>
    <img class="big" src='https://example.de/a.jpg' alt="Räder"/>
    [gallery ids="1,2"]
    <pre><code>x = 1
    y = 2
    </code></pre>
    <Tip kind="note">Nur für geübte Fahrer &#8211; wirklich.</Tip>
    """

  static let chinese = """
    # 自行车链条

    每行驶200公里，应清洁一次链条。详见[指南](https://example.cn/指南)，全文见https://example.cn/a。价格为１２元。
    链条是自行车最重要的零件之一，保养得当可以使用很多年。清洁时先用刷子去除灰尘，再涂上少量的润滑油，最后用抹布擦干净。

    ## 工具

    - `刷子 -n`
    """

  static let japanese = """
    ## 自転車のチェーン

    チェーンは200キロごとに洗ってください。詳しくは[こちら](https://example.jp/a)をご覧ください。
    きれいなチェーンは長持ちします。まずブラシで汚れを落とし、それから油を少しだけ差して、最後に布で拭き取ります。
    """

  static let russian = """
    Цепь и её уход

    ---

    Чистите цепь каждые 200 км. Подробности — [здесь](https://example.ru/цепь). Это стоит ٣ доллара.
    Эта работа занимает несколько минут, но цепь прослужит гораздо дольше, чем обычно думают владельцы.
    """

  static let arabic = """
    # السلسلة

    نظف السلسلة كل ٢٠٠ كيلومتر. انظر [الدليل](https://example.org/ar).
    تدوم السلسلة النظيفة وقتا أطول بكثير من السلسلة المتسخة التي لا يعتني بها أحد.
    """

  static let french = """
    L’été dernier, nous avons réparé la chaîne du vélo de 12 élèves. Elle était rouillée, et les
    maillons étaient usés. Le mécanicien a dit que c'est une pièce qui se change à 35,50 €, et que
    pour la garder il faut la nettoyer. Où était-elle rangée ? Près de la fenêtre, à côté de l’évier.
    """

  static let windows = guide.replacing("\n", with: "\r\n")

  /// A fence that nothing closes, tags that nothing closes, brackets without a partner.
  static let ragged = """
    # A [b](c ![d](e {{ f {% g <h i="
    `one ``two ```three` <!-- never [/x [y z="1"
    ````
    # not a heading, 7
    ```
    [link](https://example.org
    """

  static let all = [
    guide, html, chinese, japanese, russian, arabic, french, windows, ragged, "", "\n", "Hi.",
  ]

  /// All checks, the length between half and twice.
  static let checks = Check.plain + [.lengthRatio(0.5...2.0)]

  /// The names of the checks that complain about a body.
  static func complaints(
    _ body: String, about article: String, title: String = "A title"
  ) -> [AnswerChecks.Complaint] {
    AnswerChecks(checks, article: Article(id: "1", title: title, body: article))
      .complaints(about: .object(["title": .string(title), "body": .string(body)]))
  }
}
