package check

// The rules for documents.
var (
	ruleNotProblem = &Rule{
		"not-a-document", Error,
		Source{9457, "3"},
		"The input is neither JSON nor XML, so it is no problem details document.",
		"Check the document itself. A whole response, as curl -i prints it, can be checked too.",
	}
	ruleJSONSyntax = &Rule{
		"json-syntax", Error,
		Source{8259, "2"},
		"The document is not well-formed JSON, or nested more deeply than readers put up with. Clients cannot read any of it.",
		"Let a JSON library write the document.",
	}
	ruleNotObject = &Rule{
		"not-an-object", Error,
		Source{9457, "3"},
		"The document is JSON but not an object. Problem details are an object.",
		"Send one object. Several mistakes of one kind go into an extension member such as errors.",
	}
	ruleUTF8 = &Rule{
		"utf8", Error,
		Source{8259, "8.1"},
		"The document has bytes that are not UTF-8. Strict readers refuse it; others put U+FFFD there.",
		"Convert text to UTF-8 before it is written.",
	}
	ruleJSONBOM = &Rule{
		"json-bom", Error,
		Source{8259, "8.1"},
		"The document starts with a byte order mark, which JSON sent over a network must not have.",
		"Write UTF-8 without a byte order mark.",
	}
	ruleSurrogate = &Rule{
		"json-surrogate", Warning,
		Source{8259, "8.2"},
		"An escape such as \\ud800 stands for half of a character. What readers make of it cannot be predicted.",
		"Cut strings between characters and not between UTF-16 units.",
	}
	ruleDuplicate = &Rule{
		"duplicate-name", Error,
		Source{8259, "4"},
		"An object has two members of the same name. Some readers take the first, some the last, some refuse.",
		"Use each name once. In XML an array holds its elements as i.",
	}
	ruleBigNumber = &Rule{
		"big-number", Warning,
		Source{8259, "6"},
		"A number does not fit a double: JavaScript and many other readers silently round it.",
		"Send identifiers and other long numbers as strings.",
	}
	ruleXMLSyntax = &Rule{
		"xml-syntax", Error,
		Source{9457, "B"},
		"The document is not well-formed XML in UTF-8, or nested more deeply than readers put up with. Clients cannot read any of it.",
		"Let an XML library write the document.",
	}
	ruleXMLRoot = &Rule{
		"xml-root", Error,
		Source{9457, "B"},
		"The outermost element is not problem, so readers do not take the document for a problem.",
		"Name the outermost element problem.",
	}
	ruleXMLNamespace = &Rule{
		"xml-namespace", Error,
		Source{9457, "B"},
		"An element is not in the namespace urn:ietf:rfc:7807, which RFC 9457 has kept; there is no urn:ietf:rfc:9457. Extensions are in it too.",
		`Write <problem xmlns="urn:ietf:rfc:7807"> and no other namespace within.`,
	}
	ruleXMLAttribute = &Rule{
		"xml-attribute", Warning,
		Source{9457, "B"},
		"An attribute has no counterpart in the model of problem details; readers lose it.",
		"Write the value as an element.",
	}
	ruleXMLMixed = &Rule{
		"xml-mixed", Warning,
		Source{9457, "B"},
		"An element with elements in it is an object, or an array if all of them are named i. Mixtures lose something.",
		"Give an element either text, or elements i, or elements of other names.",
	}
	ruleXMLDoctype = &Rule{
		"xml-doctype", Warning,
		Source{9457, "5"},
		"The document has a document type declaration. It opens the door to attacks by entities, so careful readers refuse it.",
		"Leave the declaration out.",
	}
	ruleMemberType = &Rule{
		"member-type", Error,
		Source{9457, "3.1"},
		"A standard member has a value of the wrong type. Readers must ignore it, so it might as well not be there.",
		"Write status as a number, the others as strings; leave out what there is nothing to say about.",
	}
	ruleStatusRange = &Rule{
		"status-range", Error,
		Source{9110, "15"},
		"The status is not a whole number from 100 to 599, so it is no HTTP status. Clients treat a response with one like 500.",
		"Send the status of the response; codes of your own go into a member of your own.",
	}
	ruleStatusUnassigned = &Rule{
		"status-unassigned", Note,
		Source{9110, "16.2"},
		"The status is not in IANA's registry. Clients treat it like the first of its class, 400 or 500.",
		"Use a registered status, and tell cases apart by type.",
	}
	ruleURI = &Rule{
		"uri-syntax", Error,
		Source{9457, "3.1.1"},
		"The type or the instance is not a URI reference.",
		"Percent-encode spaces and other characters that URIs cannot hold.",
	}
	ruleURIScheme = &Rule{
		"uri-scheme", Warning,
		Source{9457, "5"},
		"The type or the instance has a scheme that runs code or shows content of its own when somebody follows it.",
		"Use https, tag or urn.",
	}
	ruleTypeEmpty = &Rule{
		"type-empty", Warning,
		Source{9457, "3.1.1"},
		"An empty type is a reference to the document itself, and not about:blank.",
		"Leave type out, or send about:blank.",
	}
	ruleTypeRelative = &Rule{
		"type-relative", Warning,
		Source{9457, "3.1.1"},
		"The type is relative. What it means depends on the URL of the response; not all clients resolve it, and those that do not take it for another type.",
		"Send an absolute URI. One that does not resolve will do, such as a tag URI.",
	}
	ruleTypeRegistry = &Rule{
		"type-unregistered", Warning,
		Source{9457, "4.2"},
		"The type lies in IANA's registry of problem types but is not registered there.",
		"Use a URI of your own, or the exact one of the registry: 'problem types' lists them.",
	}
	ruleInstanceRelative = &Rule{
		"instance-relative", Note,
		Source{9457, "3.1.5"},
		"The instance is relative and does not begin with a slash, so it changes its meaning with the path of the response.",
		"Send an absolute URI, or the full path.",
	}
	ruleTitleStatus = &Rule{
		"title-status", Warning,
		Source{9457, "3.1.3"},
		"The title repeats the status code, which has a member of its own.",
		"Write the phrase alone: Not Found.",
	}
	ruleTitleBlank = &Rule{
		"title-phrase", Warning,
		Source{9457, "4.2.1"},
		"With the type about:blank, or without one, the title should be the phrase that IANA registers for the status.",
		"Send the phrase ('problem links' lists them), or give the problem a type of its own.",
	}
	ruleTextControl = &Rule{
		"control-character", Warning,
		Source{9457, "5"},
		"A text has control characters, which can steer the terminal or the log viewer of those who read it.",
		"Remove them where text from outside comes in.",
	}
	ruleTextMarkup = &Rule{
		"markup", Warning,
		Source{9457, "3.1.4"},
		"The title or the detail has HTML in it. They are plain text: clients show the tags, or run them.",
		"Write plain text.",
	}
	ruleLeakStack = &Rule{
		"leak-stack", Error,
		Source{9457, "5"},
		"A text looks like a stack trace. Problem details are no debugging tool, and a trace tells attackers about the system.",
		"Log the trace, and send an identifier by which it is found in the log.",
	}
	ruleLeakSQL = &Rule{
		"leak-sql", Error,
		Source{9457, "5"},
		"A text looks like SQL or the message of a database, which tells attackers about the system.",
		"Log the message, and send what the client can do.",
	}
	ruleLeakSecret = &Rule{
		"leak-secret", Error,
		Source{9457, "5"},
		"A text looks like a password, a key or a token.",
		"Never put credentials into problems. Those that were sent are to be replaced.",
	}
	ruleLeakInternal = &Rule{
		"leak-internal", Warning,
		Source{9457, "5"},
		"A text names a file or an address within the system, which tells attackers about it.",
		"Log it, and send what the client can do.",
	}
	ruleExtensionName = &Rule{
		"extension-name", Warning,
		Source{9457, "4"},
		"The name of an extension should start with a letter, go on with letters, digits and underscores, and have three characters or more, so that every format can hold it.",
		"Rename the member.",
	}
	ruleExtensionXML = &Rule{
		"extension-xml-name", Warning,
		Source{9457, "3.2"},
		"The name of an extension is no name in XML, so the problem cannot be sent as problem+xml.",
		"Rename the member.",
	}
	ruleMemberCase = &Rule{
		"member-case", Warning,
		Source{9457, "3.1"},
		"A member is named like a standard one but for its letter case. Names are case-sensitive: this is an unknown extension.",
		"Write type, title, status, detail and instance in lower case.",
	}
	ruleMemberSynonym = &Rule{
		"member-synonym", Warning,
		Source{9457, "3.1"},
		"An extension says what a standard member is there to say. Clients that know problem details do not look at it.",
		"Use the standard member.",
	}
	ruleExtensionsWrapped = &Rule{
		"extensions-wrapped", Warning,
		Source{9457, "3.2"},
		"Extensions stand beside the standard members and not in an object of their own.",
		"Move the members up.",
	}
	ruleNoMember = &Rule{
		"no-standard-member", Warning,
		Source{9457, "3.1"},
		"None of type, title, status, detail and instance is there. The object says nothing to a client of problem details.",
		"Send type and title, or at least the status.",
	}
	ruleErrorPointer = &Rule{
		"error-pointer", Note,
		Source{9457, "3"},
		"The pointer of an entry of errors is no JSON Pointer, in which a place looks like #/profile/color.",
		"Write a JSON Pointer (RFC 6901), as a URI fragment as in RFC 9457.",
	}
)

// The rules for responses.
var (
	ruleResponseSyntax = &Rule{
		"response-syntax", Error,
		Source{9112, "2.1"},
		"The status line or a header field is malformed.",
		"Save the response with curl -i.",
	}
	ruleStatusDiffers = &Rule{
		"status-differs", Error,
		Source{9457, "3.1.2"},
		"The member status differs from the status of the response.",
		"Send the same in both. A gateway that changes the status makes a problem of its own.",
	}
	ruleNoProblem = &Rule{
		"no-problem", Warning,
		Source{9457, "1"},
		"The response reports an error, but not as problem details.",
		"Send application/problem+json, or the format that Accept asks for.",
	}
	ruleNoError = &Rule{
		"no-error", Warning,
		Source{9110, "15"},
		"The status of the response reports no error, and there is no problem in it: what was to be checked did not come.",
		"Check a request that fails. If this one should, send a status from 400 to 599.",
	}
	ruleMediaType = &Rule{
		"media-type", Error,
		Source{9457, "3"},
		"The body is a problem, or is meant to be, but Content-Type does not say application/problem+json or application/problem+xml, so clients do not recognise it.",
		"Set Content-Type to the media type of the body.",
	}
	ruleMediaCharset = &Rule{
		"media-charset", Warning,
		Source{8259, "11"},
		"JSON media types have no charset parameter; clients that compare media types as text miss the problem.",
		"Send application/problem+json without parameters.",
	}
	ruleVary = &Rule{
		"vary", Warning,
		Source{9110, "12.5.5"},
		"The response depends on Accept, but Vary does not say so. A cache may give one client the format of another.",
		"Send Vary: Accept with every variant, the default one too.",
	}
	ruleRequiredHeader = &Rule{
		"required-header", Error,
		Source{9110, "15"},
		"The status must come with a header field that is missing.",
		"Send the field: WWW-Authenticate with 401, Allow with 405, Proxy-Authenticate with 407, Upgrade with 426.",
	}
	ruleExpectedHeader = &Rule{
		"expected-header", Warning,
		Source{9110, "15"},
		"A header field is missing that the status should come with, or that clients look for: without Retry-After they guess.",
		"Send the field: Content-Range with 416, Retry-After with 429 and 503, Location with redirects, Link with 451.",
	}
	ruleHeaderSyntax = &Rule{
		"header-syntax", Error,
		Source{9110, "5.5"},
		"The value of a header field is malformed.",
		"Write the value as the RFC of the field says.",
	}
	ruleStored = &Rule{
		"cache-stored", Error,
		Source{6585, "4"},
		"The header lets caches store a response with one of the statuses 428, 429, 431 and 511, which they must not.",
		"Send Cache-Control: no-store.",
	}
	ruleNoStore = &Rule{
		"cache-control", Warning,
		Source{6585, "4"},
		"A response with one of the statuses 428, 429, 431 and 511, which caches must not store, does not say so. Caches that do not know the status may.",
		"Send Cache-Control: no-store.",
	}
	ruleBodyForbidden = &Rule{
		"body-forbidden", Error,
		Source{9110, "6.4.1"},
		"The response has content where there must be none: with 1xx, 204, 205 or 304, or in answer to HEAD. On a kept connection clients take it for the next response.",
		"Send the header alone.",
	}
	ruleBodyLength = &Rule{
		"content-length", Error,
		Source{9110, "8.6"},
		"Content-Length is not the length of the content, so clients wait for more or cut it off.",
		"Leave the field to the HTTP library.",
	}
	ruleBodyEmpty = &Rule{
		"empty-body", Warning,
		Source{9110, "15.5"},
		"An error without content leaves the client to guess.",
		"Send a problem.",
	}
	ruleAcceptIgnored = &Rule{
		"accept-ignored", Warning,
		Source{9110, "12.5.1"},
		"The request accepted problem details and nothing else, and got something else.",
		"Send the problem in a format that the client accepts.",
	}
	ruleAcceptStatus = &Rule{
		"accept-status", Warning,
		Source{9110, "12.4.1"},
		"With another Accept field the same request gets another status, so the actual error is hidden from some clients.",
		"Disregard Accept if nothing in it can be met, and send the problem all the same.",
	}
	ruleTypeUnresolved = &Rule{
		"type-unresolved", Warning,
		Source{9457, "3.1.1"},
		"The type is a link, but there is no documentation at its end.",
		"Publish a page about the problem type there, or use a URI that is not a link, such as a tag URI.",
	}
)

// rules are listed in this order.
var rules = []*Rule{
	ruleNotProblem, ruleJSONSyntax, ruleNotObject, ruleUTF8, ruleJSONBOM, ruleSurrogate, ruleDuplicate, ruleBigNumber,
	ruleXMLSyntax, ruleXMLRoot, ruleXMLNamespace, ruleXMLAttribute, ruleXMLMixed, ruleXMLDoctype,
	ruleMemberType, ruleStatusRange, ruleStatusUnassigned, ruleURI, ruleURIScheme,
	ruleTypeEmpty, ruleTypeRelative, ruleTypeRegistry, ruleInstanceRelative, ruleTitleStatus, ruleTitleBlank,
	ruleTextControl, ruleTextMarkup, ruleLeakStack, ruleLeakSQL, ruleLeakSecret, ruleLeakInternal,
	ruleExtensionName, ruleExtensionXML, ruleMemberCase, ruleMemberSynonym, ruleExtensionsWrapped, ruleNoMember, ruleErrorPointer,
	ruleResponseSyntax, ruleStatusDiffers, ruleNoProblem, ruleNoError, ruleMediaType, ruleMediaCharset, ruleVary,
	ruleRequiredHeader, ruleExpectedHeader, ruleHeaderSyntax, ruleStored, ruleNoStore,
	ruleBodyForbidden, ruleBodyLength, ruleBodyEmpty, ruleAcceptIgnored, ruleAcceptStatus, ruleTypeUnresolved,
}
