/// What one evaluation of SPF may cost, others' name servers above all.
public enum SPFLimits {
    /// Terms that ask DNS (`a`, `mx`, `ptr`, `exists`, `include`, `redirect`), those of included records counted too, and the one question that the
    /// macro `p` asks: RFC 7208 § 4.6.4. More is a permerror.
    public static let terms = 10
    /// Terms whose name has no record of the type asked for, or does not exist: RFC 7208 § 4.6.4 ("void lookups"). More is a permerror.
    public static let voidTerms = 2
    /// Mail servers of one `mx`: RFC 7208 § 4.6.4. More is a permerror, so that the order in which DNS names them does not matter.
    public static let mailExchanges = 10
    /// Names of a client for `ptr` and the macro `p`: RFC 7208 § 4.6.4. Further ones are passed over: they are not the sender's fault.
    public static let pointers = 10
    /// Questions that follow from the others: the first record; the terms, each with its hosts; the client's names, which are asked for once and
    /// may have to be looked at for an explanation too; the explanation.
    public static let questions = 1 + terms * (1 + mailExchanges) + 1 + pointers + 1

    /// Octets of a HELO name or a reverse path: those of a whole command line of SMTP (RFC 5321 § 4.5.3.1.4). It bounds what a macro repeats.
    public static let identityOctets = 512
    /// Macros and pieces of text between them that are read of one name, from its end. Names are cut on the left (RFC 7208 § 7.3), so that more than
    /// a name has octets only count where macros are empty; without a bound, a record of such would cost milliseconds a term.
    static let nameSegments = 256
    /// Octets of an explanation, those of a line of an SMTP reply (RFC 5321 § 4.5.3.1.5). The rest is cut off.
    public static let explanationOctets = 512
    /// Octets of a term that a report quotes: enough to find it again.
    static let quotedOctets = 128
}
