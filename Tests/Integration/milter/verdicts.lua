-- The newest protocol: a scam is marked and forged marks are taken away; other mail is only marked as examined. Several mails a connection, one given up.
dofile(here .. "/mail.lua")
local conn = open(nil, nil, nil)
for _, action in ipairs({SMFIF_ADDHDRS, SMFIF_CHGHDRS, SMFIF_CHGBODY, SMFIF_QUARANTINE}) do
  expect(mt.test_action(conn, action), "an action is asked for")
end
expect(not mt.test_action(conn, SMFIF_ADDRCPT) and not mt.test_action(conn, SMFIF_DELRCPT), "recipients are let alone")
expect(mt.test_option(conn, SMFIP_HDR_LEADSPC) and mt.test_option(conn, SMFIP_NR_HDR) and mt.test_option(conn, SMFIP_SKIP), "the steps that spare time")

send(conn, scam, {extra = {{"X-Unbluff-Result", " nothing-found"}, {"x-unbluff-result", " once more"}}})
expect(mt.getreply(conn) == SMFIR_ACCEPT, "a scam is accepted")
expect(mt.eom_check(conn, MT_HDRDELETE, "X-Unbluff-Result"), "forged marks go")
expect(mt.eom_check(conn, MT_HDRINSERT, "X-Unbluff-Result"), "a scam is marked")
expect(mt.getheader(conn, "X-Unbluff-Result", 0):match("^ ?sextortion%-scam"), "the mark says so: " .. tostring(mt.getheader(conn, "X-Unbluff-Result", 0)))
expect(not mt.eom_check(conn, MT_BODYCHANGE) and not mt.eom_check(conn, MT_QUARANTINE), "nothing else happens")

send(conn, scam, {stop = true})
must("ABORT", mt.abort(conn))

send(conn, innocent)
expect(mt.getreply(conn) == SMFIR_ACCEPT, "an innocent mail is accepted")
expect(mt.getheader(conn, "X-Unbluff-Result", 0):match("^ ?nothing%-found"), "the mail that was given up left nothing behind")
expect(not mt.eom_check(conn, MT_HDRDELETE), "nothing goes where nothing is forged")
mt.disconnect(conn)
