public import SenderIdentity

extension ActionPolicy {
    public func action(for file: CaseFile, envelope: Envelope) -> Action { actionUnseen }
}
