-- Requests of a path and a value of Accept each, all combinations in turn.
local accepts = {
	"application/problem+json", "application/json", "application/xml", "text/html,*/*;q=0.8", "text/plain", "image/png", "*/*",
	"text/*;q=0.3, application/vnd.api+json;q=0.4, */*;q=0.1",
}
local paths, turn = {}, 0

function init(args)
	for i = 1, #args do
		paths[i] = args[i]
	end
end

function request()
	turn = turn + 1
	local headers = { Accept = accepts[turn % #accepts + 1] }
	return wrk.format("GET", paths[math.floor(turn / #accepts) % #paths + 1], headers)
end
