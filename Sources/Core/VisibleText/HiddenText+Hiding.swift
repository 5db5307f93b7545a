extension HiddenText.Reason {
    /// Whether text is kept from the reader on purpose; a title is hidden by what it is.
    package var isHiding: Bool { self != .title }
}
