-- unbluff in rspamd: asks `unbluff serve` by spamd's protocol (SYMBOLS), without holding up other mail. See README.md and rspamd.conf.local
-- beside this.
--
-- Symbols: UNBLUFF, its score by the verdict, its options the verdict and the reasons; UNBLUFF_FAIL where unbluff could not be asked: without
-- a score, and the mail goes on with rspamd's other results.

local N = 'unbluff'
local lua_util = require 'lua_util'
local rspamd_logger = require 'rspamd_logger'
local rspamd_tcp = require 'rspamd_tcp'
local upstream_list = require 'rspamd_upstream_list'

local settings = {
  servers = '127.0.0.1:8027',
  -- For each step with unbluff (connecting, sending, its answer): far below task_timeout (8 s).
  timeout = 2.0,
  -- Larger mail is not sent. unbluff has the same bound (limits.message-size).
  max_size = 52428800,
  -- Whether the mail server is told to add X-Unbluff-Result (through rspamd's milter), for Sieve. Forged ones are removed in any case.
  header = true,
  -- Alone they mark a mail ("add header" is at 6), and never reject it (15). What may be real or only speaks of a scam must stay at 0.
  scores = {
    ['sextortion-scam'] = 7.0,
    ['other-extortion-scam'] = 7.0,
    ['possibly-real'] = 0.0,
    ['mentions-scam'] = 0.0,
  },
}
local HEADER = 'X-Unbluff-Result'

if confighelp then
  rspamd_config:add_example(nil, N, 'Asks unbluff whether a mail is an extortion scam', 'unbluff {\n  servers = "127.0.0.1:8027";\n}\n')
  return
end

-- 'UNBLUFF_DEMANDS_PAYMENT' as 'demands-payment'.
local function word(symbol)
  return (symbol:gsub('^UNBLUFF_', ''):gsub('_', '-'):lower())
end

-- The verdict, unbluff's score and the reasons; or nothing and what is wrong with the answer.
local function parse(answer)
  local head, body = answer:match('^SPAMD/[%d.]+ 0 [^\r\n]*(\r\n.-)\r\n\r\n(.*)$')
  if not head then return nil, 'an answer that is not spamd\'s' end
  local length = tonumber(head:match('\r\n[Cc]ontent%-[Ll]ength:%s*(%d+)') or '')
  if length and #body < length then return nil, 'half an answer' end
  local score = head:match('\r\nSpam:%s*%a+%s*;%s*(-?[%d.]+)')
  local words = {}
  for symbol in body:gmatch('UNBLUFF_[%u%d_]+') do table.insert(words, word(symbol)) end
  local verdict = table.remove(words, 1)
  if not verdict or verdict == 'not-examined' or not score then return nil, 'unbluff has not examined it' end
  return verdict, score, words
end

local function fail(task, upstream, why)
  if upstream then upstream:fail() end
  rspamd_logger.warnx(task, 'unbluff was not asked: %s', why)
  task:insert_result('UNBLUFF_FAIL', 0.0, why)
end

local function tell(task, verdict, score, reasons)
  if settings.header then
    task:set_milter_reply({ add_headers = { [HEADER] = { value = string.format('%s; score=%s', verdict, score), order = 0 } } })
  end
  if verdict ~= 'nothing-found' then
    task:insert_result('UNBLUFF', settings.scores[verdict] or 0.0, { verdict, lua_util.unpack(reasons) })
  end
end

local function check(task)
  -- Only we say what we have found; 0 is every field of the name.
  task:set_milter_reply({ remove_headers = { [HEADER] = 0 } })
  local mail = task:get_content()
  local size = mail:len()
  if size > settings.max_size then return end
  local upstream = settings.upstreams:get_upstream_round_robin()
  local address = upstream and upstream:get_addr()
  if not address then return fail(task, nil, 'no server') end

  local function answered(problem, answer)
    if problem then return fail(task, upstream, problem) end
    local verdict, score, reasons = parse(tostring(answer))
    if not verdict then return fail(task, nil, score) end
    upstream:ok()
    tell(task, verdict, score, reasons)
  end

  local is_asked = rspamd_tcp.request({
    task = task,
    host = address:to_string(),
    port = address:get_port(),
    upstream = upstream,
    timeout = settings.timeout,
    data = { string.format('SYMBOLS SPAMC/1.5\r\nContent-length: %d\r\n\r\n', size), mail },
    callback = answered,
  })
  if not is_asked then fail(task, upstream, 'cannot connect') end
end

local options = rspamd_config:get_all_opt(N)
if not options then
  lua_util.disable_module(N, 'config')
  return
end
settings = lua_util.override_defaults(settings, options)
settings.upstreams = upstream_list.create(rspamd_config, settings.servers, 8027)
if not settings.upstreams then
  rspamd_logger.errx(rspamd_config, 'unbluff: no servers in "%s"', settings.servers)
  lua_util.disable_module(N, 'config')
  return
end

local id = rspamd_config:register_symbol({ name = 'UNBLUFF_CHECK', type = 'callback', callback = check, group = N })
for name, description in pairs({ UNBLUFF = 'An extortion scam, or what looks like one', UNBLUFF_FAIL = 'unbluff could not be asked' }) do
  rspamd_config:register_symbol({ name = name, type = 'virtual', parent = id, group = N })
  -- The score is 1: what `scores` says is the weight.
  rspamd_config:set_metric_symbol({ name = name, score = name == 'UNBLUFF' and 1.0 or 0.0, description = description, group = N, one_shot = true })
end
