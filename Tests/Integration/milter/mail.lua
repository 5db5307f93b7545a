-- What the other scripts share: a saved mail, said to a filter step by step. miltertest -D socket=inet:PORT@127.0.0.1 -D here=FOLDER -D fixtures=FOLDER
function must(what, problem)
  if problem ~= nil then error(what .. ": " .. tostring(problem)) end
end

function expect(holds, what)
  if not holds then error("expected: " .. what) end
end

-- The fields as {name, value}, folds with LF inside, and the body with CRLF.
function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a"):gsub("\r\n", "\n")
  file:close()
  local header, body = text:match("^(.-)\n\n(.*)$")
  local fields = {}
  for line in (header .. "\n"):gmatch("([^\n]*)\n") do
    if line:match("^[ \t]") then
      fields[#fields][2] = fields[#fields][2] .. "\n" .. line
    else
      local name, value = line:match("^([^:]+):(.*)$")
      fields[#fields + 1] = {name, value}
    end
  end
  return fields, (body:gsub("\n", "\r\n"))
end

-- From MAIL to the end. Whatever is negotiated to be left out is left out; what is answered must be answered with "go on".
function send(conn, fixture, options)
  options = options or {}
  local fields, body = read(fixtures .. "/" .. fixture)
  local space = mt.test_option(conn, SMFIP_HDR_LEADSPC)
  mt.macro(conn, SMFIC_MAIL, "i", options.id or "4Q2x")
  must("MAIL", mt.mailfrom(conn, "<anna@example.com>", "SIZE=1000"))
  must("RCPT", mt.rcptto(conn, "<bert@example.org>"))
  if not mt.test_option(conn, SMFIP_NODATA) then must("DATA", mt.data(conn)) end
  for _, field in ipairs(options.extra or {}) do table.insert(fields, field) end
  for _, field in ipairs(fields) do
    local value = field[2]
    if not space then value = value:gsub("^ ", "") end
    must(field[1], mt.header(conn, field[1], value))
    if not mt.test_option(conn, SMFIP_NR_HDR) then expect(mt.getreply(conn) == SMFIR_CONTINUE, "go on after " .. field[1]) end
  end
  if not mt.test_option(conn, SMFIP_NOEOH) then must("EOH", mt.eoh(conn)) end
  if options.stop then return end
  must("body", mt.bodystring(conn, body))
  if not mt.test_option(conn, SMFIP_NR_BODY) then expect(mt.getreply(conn) == SMFIR_CONTINUE, "go on after the body") end
  must("end", mt.eom(conn))
end

function open(version, actions, steps)
  local conn = mt.connect(socket, 40, 0.25)
  expect(conn ~= nil, "a connection to " .. socket)
  must("negotiation", mt.negotiate(conn, version, actions, steps))
  must("CONNECT", mt.conninfo(conn, "client.example.com", "192.0.2.1"))
  must("HELO", mt.helo(conn, "client.example.com"))
  return conn
end
