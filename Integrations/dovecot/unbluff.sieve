# Files mail by what unbluff has said of it. See README.md beside this.
#
# The field can be believed only in mail that came through a server beside which unbluff runs: that takes out whatever others wrote into it.
require ["fileinto", "mailbox", "imap4flags"];

# Kept back: where an administrator can see it, and release it (unbluff quarantine).
if header :matches "X-Unbluff-Result" "*; action=quarantine*" {
    fileinto :create "Quarantine";
    stop;
}

# A scam. What may be real, and what only speaks of such mail, stays in the inbox. So does what a list of yours lets pass.
if allof (
    header :matches "X-Unbluff-Result" ["sextortion-scam;*", "other-extortion-scam;*"],
    not header :matches "X-Unbluff-Result" "*; action=allowed*"
) {
    addflag "$Junk";
    fileinto :create "Junk";
    stop;
}
