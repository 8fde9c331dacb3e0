/// The small words that tell languages in Latin letters apart.
enum StopWords {
  /// In the order of the bits of `known`.
  static let languages: [TextLanguage] = [
    .english, .german, .french, .spanish, .italian, .portuguese, .dutch, .polish, .swedish,
    .turkish, .indonesian,
  ]

  private static let words: [TextLanguage: String] = [
    .english: """
    the and of to in is that it for was on are with as be this have from or by not but what all \
    were when we there can an your which their if will each about how up them then these so some \
    would into has more its been who you they our at do
    """,
    .german: """
    der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an \
    werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war \
    haben nur oder aber vor zur bis mehr durch man wenn kann wir ich
    """,
    .french: """
    de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont \
    avec nous vous cette mais ou ont aux été ses son comme on tout leur bien être fait même elle je
    """,
    .spanish: """
    de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o \
    este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo es \
    son
    """,
    .italian: """
    di e il la che in un per del non una con sono da della le si dei nel alla è al gli ma come più \
    anche lo se questo questa delle essere ha ci dal o nella i
    """,
    .portuguese: """
    de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu \
    sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem são você é
    """,
    .dutch: """
    de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij uit naar \
    nog wel door worden heeft deze je dit kan hebben wordt of tot wat meer zo
    """,
    .polish: """
    i w na z do to że się nie jest o od za po jak ale dla przez tym są co czy oraz tak tego już \
    który które ich może być jego tylko przy lub
    """,
    .swedish: """
    och att det i en som på är av för med till den har inte om ett men var jag så de kan från vi \
    när eller ska också
    """,
    .turkish: """
    ve bir bu için ile da de çok daha olarak gibi olan kadar en sonra ne ki ama her o var mi değil \
    ya olduğu
    """,
    .indonesian: """
    yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena tersebut bisa ada \
    mereka lebih kami oleh atau adalah saya sebagai
    """,
  ]

  /// A word's UTF-8, at most eight bytes as one number, and the languages that have it, as bits.
  static let known: [UInt64: UInt32] = {
    var known: [UInt64: UInt32] = [:]
    for (index, language) in languages.enumerated() {
      for word in words[language, default: ""].split(separator: " ") where word.utf8.count <= 8 {
        let key = word.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        known[key, default: 0] |= 1 << UInt32(index)
      }
    }
    return known
  }()
}
