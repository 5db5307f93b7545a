internal import GRDB
internal import SenderGuard
