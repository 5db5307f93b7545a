/// What reading a configuration will do at most, whatever stands in it.
enum ConfigurationLimits {
    /// A list of a few thousand networks has 100 KB. What was made to cost takes seconds with this, and a multiple with a multiple.
    static let fileBytes = 128 << 10
    /// Files in `conf.d`. More than anybody keeps apart; a folder of mails named by mistake ends here.
    static let dropIns = 100
    /// Values inside each other. Ours need five: actions, rules, a rule, its verdicts, a mode.
    static let depth = 16
    /// Signs that may be YAML's `? ` before a key that is no word. Nobody needs one, and Yams hashes all that is below each.
    static let questionMarks = 16
    /// Keys that stand twice and are told at once; each costs reading the file again.
    static let duplicates = 10
    /// Problems that are told: a file of something else has one a line.
    static let problems = 50
    /// Characters of a value that are quoted in a message.
    static let quotedCharacters = 60
    /// Bytes of a word that are compared with the names that there are; the longest has 18.
    static let comparedBytes = 40
}
