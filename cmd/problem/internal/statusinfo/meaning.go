package statusinfo

// A Meaning says what a status means to whoever gets it.
type Meaning struct {
	Says   string // what the server says with it, in a sentence
	Client string // what a client should do
}

// Explain returns the meaning of a status. Of one that is not assigned it is
// that of its class (RFC 9110, section 15); ok is false for what is no status.
func Explain(status int) (m Meaning, ok bool) {
	if m, ok := meanings[status]; ok {
		return m, true
	}
	m, ok = classes[status/100]
	return m, ok
}

var classes = map[int]Meaning{
	1: {"An interim response, whose meaning is not registered.", "Ignore it and wait for the response that follows."},
	2: {"The request succeeded, in a way that is not registered.", "Treat it like 200."},
	3: {"More is to be done to complete the request, in a way that is not registered.", "Treat it like 300: follow Location if there is one."},
	4: {"The request is at fault, in a way that is not registered.", "Treat it like 400: do not repeat the request unchanged."},
	5: {"The server is at fault, in a way that is not registered.", "Treat it like 500: report it, and repeat only what may safely be done twice."},
}

var meanings = map[int]Meaning{
	100: {"The beginning of the request is fine so far, and the server waits for the content.", "Send the content."},
	101: {"The connection goes on with the protocol that Upgrade names.", "Go on in that protocol."},
	102: {"The server works on the request, and it takes time.", "Keep waiting."},
	103: {"The server knows some fields of the response already.", "Load what its Link fields name, and wait for the response."},
	104: {"The server can resume this upload if it is cut off.", "Keep the URL in Location, to resume there."},

	200: {"The request succeeded.", "Use the content."},
	201: {"The request made something new.", "Find it at Location, or at the URL of the request without one."},
	202: {"The request is accepted, but not done yet, and it may still fail.", "Look at the status that the content points to, later."},
	203: {"The request succeeded, and a proxy has changed the content.", "Use the content, with that in mind."},
	204: {"The request succeeded, and there is nothing to say.", "Stay where you are."},
	205: {"The request succeeded; the form that it came from should be cleared.", "Reset the form."},
	206: {"Here are the parts of the content that Range asked for.", "Put the parts together by Content-Range."},
	207: {"The content has a status for each of several resources.", "Read the status of each."},
	208: {"The members of this collection were listed before in the same response.", "Use the earlier list."},
	226: {"The content is the difference from a version that the client has.", "Apply the difference."},

	300: {"There are several representations to choose from.", "Take the one in Location, or let the user choose."},
	301: {"The resource has moved for good.", "Go to Location, and use it from now on. POST may become GET."},
	302: {"The resource is elsewhere for now.", "Go to Location, and keep the old URL. POST may become GET."},
	303: {"The answer is at another URL.", "Get Location, with GET whatever the method was."},
	304: {"What the client has stored is still current.", "Use what is stored."},
	305: {"The resource was to be reached through a proxy; the status is no longer used.", "Do not follow it."},
	306: {"The status is reserved and no longer used.", "Treat it like 300."},
	307: {"The resource is elsewhere for now.", "Repeat the same request at Location, and keep the old URL."},
	308: {"The resource has moved for good.", "Repeat the same request at Location, and use it from now on."},

	400: {"The request is malformed, or makes no sense to the server.", "Correct the request; to repeat it unchanged is useless."},
	401: {"The request lacks valid credentials.", "Authenticate as WWW-Authenticate says, and repeat the request."},
	402: {"The status is reserved; services use it where a payment is due.", "Look at the problem: its type says what is to be paid."},
	403: {"The server understands the request and refuses it; other credentials might help, the same ones will not.", "Do not repeat the request unchanged."},
	404: {"The server finds nothing at this URL, or does not want to say that there is something.", "Check the URL. It may be there later."},
	405: {"The resource does not support this method.", "Use one of the methods in Allow."},
	406: {"No representation fits the Accept fields, and the server sends no other.", "Accept more, or choose from the list in the content."},
	407: {"The proxy wants credentials.", "Authenticate as Proxy-Authenticate says, and repeat the request."},
	408: {"The request did not arrive in the time that the server waits.", "Repeat the request on a new connection."},
	409: {"The request conflicts with the state of the resource.", "Get the current state, resolve the conflict, and try again."},
	410: {"The resource was here and is gone for good.", "Remove the links to it."},
	411: {"The server wants to know the length of the content beforehand.", "Repeat the request with Content-Length."},
	412: {"A condition in the header of the request is not met, as when somebody else has changed the resource.", "Get the current state, and decide anew."},
	413: {"The content is larger than the server takes.", "Send less. With Retry-After, the same may be fine later."},
	414: {"The URL is longer than the server takes.", "Send the data as content."},
	415: {"The server does not take this type of content, or its coding.", "Send a type that Accept names, or a coding that Accept-Encoding does."},
	416: {"The range is beyond the content.", "Ask for a range within the length that Content-Range tells."},
	417: {"The server cannot meet what Expect asks for.", "Repeat the request without Expect."},
	418: {"The status is reserved: it is known from a joke, and so can mean nothing else.", "Treat it like 400."},
	421: {"The request came to a server that does not answer for this host.", "Repeat it on a new connection to the host."},
	422: {"The content is well-formed, but its meaning is not acceptable.", "Correct what the problem points to; to repeat the request unchanged is useless."},
	423: {"The resource is locked.", "Send the token of the lock, or wait until it is released."},
	424: {"The request depends on another one, which failed.", "Look at why that one failed."},
	425: {"The server does not want to act on data that an attacker could have repeated.", "Repeat the request when the handshake is complete."},
	426: {"The server wants another protocol for this.", "Repeat the request in a protocol that Upgrade names."},
	428: {"The server wants the request to be conditional, so that nobody's change is lost.", "Get the resource, and repeat the request with If-Match."},
	429: {"The client sends more requests than it may.", "Wait as long as Retry-After says, and then send less often."},
	431: {"A header field, or all of them together, are larger than the server takes.", "Send less, such as fewer cookies."},
	451: {"The law keeps the server from giving access.", "Do not repeat the request; the content may say who demanded this."},

	500: {"Something unexpected went wrong in the server.", "Report it, and repeat only what may safely be done twice."},
	501: {"The server knows no such method for any resource.", "Use another method."},
	502: {"A gateway got an invalid response from the server behind it.", "Repeat later what may safely be done twice."},
	503: {"The server cannot handle requests for now, from overload or maintenance.", "Wait as long as Retry-After says, and repeat the request."},
	504: {"A gateway got no response in time from the server behind it.", "Repeat later what may safely be done twice: the first request may have been done."},
	505: {"The server does not support this version of HTTP.", "Use a version that the content names."},
	506: {"The server is set up in a circle: the variant that it chose negotiates itself.", "Report it."},
	507: {"The server cannot store what is needed for the request.", "Do not repeat the request before somebody has made room."},
	508: {"The server met a loop in what it was to go through.", "Ask for less depth."},
	510: {"The request lacks an extension that the server wants; the status is obsolete.", "Treat it like 500."},
	511: {"The network wants a login before it lets anything through; the answer is not from the server.", "Log in to the network, and repeat the request."},
}
