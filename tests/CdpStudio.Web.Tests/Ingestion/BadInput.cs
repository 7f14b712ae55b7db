using System.Text;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Plan;

namespace CdpStudio.Web.Tests.Ingestion;

/// <summary>The catalogue of bad input at the tracking API, row by row, with the answer to each.</summary>
internal static class BadInput
{
    private static readonly byte[] s_call = Utf8("""{"userId":"u","event":"x"}""");

    /// <summary>Bodies that are refused whole, or taken in spite of how they look. <c>*</c> as the type is a batch.</summary>
    public static IReadOnlyList<BadBody> Bodies { get; } =
    [
        new("nothing", "", 400),
        new("white space", " \r\n", 400),
        new("null", "null", 400),
        new("a list", "[]", 400),
        new("text", "\"x\"", 400),
        new("a number", "5", 400),
        new("cut off", """{"userId":"u","event":"x" """, 400),
        new("cut off inside a text", """{"userId":"u","event":"x""", 400),
        new("a comment", """{"userId":"u",/* */"event":"x"}""", 400),
        new("a trailing comma", """{"userId":"u","event":"x",}""", 400),
        new("two values", """{"userId":"u","event":"x"}{}""", 400),
        new("single quotes", """{'userId':'u','event':'x'}""", 400),
        new("NaN", """{"userId":"u","event":"x","properties":{"a":NaN}}""", 400),
        new("a raw line break in a text", "{\"userId\":\"u\",\"event\":\"x\ny\"}", 400),
        new("an escape that is none", """{"userId":"u","event":"\x41"}""", 400),
        new("2,000 levels", $$"""{"userId":"u","event":"x","properties":{{Deep(2000)}} }""", 400),
        new("200,000 opening brackets", new string('[', 200_000), 400),
        new("a form", "userId=u&event=x", 400),
        new("base64 of JSON", Convert.ToBase64String(s_call), 400),
        new("a name with half of a pair", """{"\ud800riteKey":"k","userId":"u","event":"x"}""", 400),
        new("a key with half of a pair", """{"writeKey":"\udc00","userId":"u","event":"x"}""", 400),
        new("600 KB", Sized(600 * 1024), 413),
        new("40 KB", Sized(40 * 1024), 400),
        new("33 KB", Sized(33 * 1024), 200),
        new("a byte order mark", [0xEF, 0xBB, 0xBF, .. s_call], 200),
        new("Latin-1", Encoding.Latin1.GetBytes("""{"userId":"zoë","event":"x"}"""), 400),
        new("UTF-16", Encoding.Unicode.GetBytes("""{"userId":"u","event":"x"}"""), 400),
        new("UTF-16 with a mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("""{"userId":"u","event":"x"}""")], 400),
        new("UTF-32", Encoding.UTF32.GetBytes("""{"userId":"u","event":"x"}"""), 400),
        new("an overlong form", [.. "{\"userId\":\""u8, 0xC0, 0x80, .. "\",\"event\":\"x\"}"u8], 400),
        new("a surrogate as bytes", [.. "{\"userId\":\""u8, 0xED, 0xA0, 0x80, .. "\",\"event\":\"x\"}"u8], 400),
        new("bytes at random", RandomBytes(5_000), 400),

        new("gzip", Gzip(s_call), 200),
        new("gzip without its label", Gzip(s_call), 200, []),
        new("the label without gzip", s_call, 200, [("Content-Encoding", "gzip")]),
        new("a label of another packing", s_call, 200, [("Content-Encoding", "br")]),
        new("gzip cut in its data", Gzip(s_call)[..^14], 400),
        new("gzip cut by its last byte", Gzip(s_call)[..^1], 400),
        new("gzip without its trailer", Gzip(s_call)[..^8], 400),
        new("gzip with more behind it", [.. Gzip(s_call), 1, 2, 3], 400),
        new("gzip with a bit turned", Turned(Gzip(s_call)), 400),
        new("the head of gzip alone", [0x1F, 0x8B], 400),
        new("gzip of nothing", Gzip([]), 400),
        new("gzip in gzip", Gzip(Gzip(s_call)), 400),
        new("gzip of 600 KB", Gzip(Utf8(Sized(600 * 1024))), 413),
        new("gzip of 100 MB", Gzip(new byte[100 * 1024 * 1024]), 413),
        new("bytes at random labelled gzip", RandomBytes(500), 400, [("Content-Encoding", "gzip")]),

        new("text/plain, as a beacon has it", s_call, 200, [("Content-Type", "text/plain;charset=UTF-8")]),
        new("a form's label", s_call, 200, [("Content-Type", "application/x-www-form-urlencoded")]),
        new("multipart's label", s_call, 200, [("Content-Type", "multipart/form-data; boundary=x")]),
        new("multipart", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n", 400, [("Content-Type", "multipart/form-data; boundary=x")]),
        new("no label", s_call, 200, []),
        new("a label that is none", s_call, 200, [("Content-Type", "nonsense")]),
        new("UTF-16 by its label", s_call, 200, [("Content-Type", "application/json; charset=utf-16")]),
        new("XML", "<event/>", 400, [("Content-Type", "application/xml")]),

        new("a batch of none", """{"batch":[]}""", 400, IsBatch: true),
        new("a batch that is an object", """{"batch":{}}""", 400, IsBatch: true),
        new("a batch that is null", """{"batch":null}""", 400, IsBatch: true),
        new("no batch", """{"userId":"u","event":"x"}""", 400, IsBatch: true),
        new("a list for a batch", """[{"type":"track","userId":"u","event":"x"}]""", 400, IsBatch: true),
        new("a batch cut off", """{"batch":[{"type":"track","userId":"u","event":"x"},""", 400, IsBatch: true),
        new("a batch of 100,000 numbers", $$"""{"batch":[{{string.Join(',', Enumerable.Repeat("1", 100_000))}}]}""", 413, IsBatch: true),
        new("a batch of 2,501", Batch(2_501), 413, IsBatch: true),
        new("a batch of 2,500", Batch(2_500), 200, IsBatch: true),
        new("a batch of 600 KB", $$"""{"batch":[{{string.Join(',', Enumerable.Repeat(Sized(30 * 1024), 20))}}]}""", 413, IsBatch: true),
        new("a batch's name with half of a pair", """{"\udfffatch":[],"batch":[{"type":"track","userId":"u","event":"x"}]}""", 200, IsBatch: true),
        new("a batch's context with half of a pair", """{"context":{"a":"\ud800"},"batch":[{"type":"track","userId":"u","event":"x"}]}""", 400, IsBatch: true),
        new("a batch's context of 64 levels", $$"""{"context":{{Deep(64)}},"batch":[{"type":"track","userId":"u","event":"x"}]}""", 400, IsBatch: true),
        new("a batch's context of 63 levels", $$"""{"context":{{Deep(63)}},"batch":[{"type":"track","userId":"u","event":"x"},{"type":"track","userId":"u","event":"y","context":{"a":1} }]}""", 200, IsBatch: true),
        new("a batch's context of 40 KB", $$"""{"context":{"a":"{{new string('a', 40 * 1024)}}"},"batch":[{"type":"track","userId":"u","event":"x"}]}""", 400, IsBatch: true),
        new("a batch's context that is text", """{"context":"x","batch":[{"type":"track","userId":"u","event":"x"}]}""", 200, IsBatch: true),
        new("a batch's sentAt that is none", """{"sentAt":"soon","batch":[{"type":"track","userId":"u","event":"x"}]}""", 200, IsBatch: true),
        new("a batch twice, the last of which holds", """{"batch":[1],"batch":[{"type":"track","userId":"u","event":"x"}]}""", 200, IsBatch: true),
    ];

    /// <summary>Messages, alone and among good ones: null is taken, a reason is refused alone and quarantined in a batch.</summary>
    public static IReadOnlyList<BadMessage> Messages { get; } =
    [
        new("no identifier", "track", """ "event":"x" """, RefusalReason.NoIdentifier),
        new("an identifier that is null and one that is empty", "track", """ "event":"x","userId":null,"anonymousId":"" """, RefusalReason.NoIdentifier),
        new("an identifier of white space", "track", """ "event":"x","userId":"  \t" """, RefusalReason.NoIdentifier),
        new("an identifier that is a number", "track", """ "event":"x","userId":12345 """, null),
        new("an identifier that is a large number", "track", """ "event":"x","userId":1e400 """, RefusalReason.BadIdentifier),
        new("an identifier that is true", "track", """ "event":"x","userId":true """, RefusalReason.BadIdentifier),
        new("an identifier that is an object", "track", """ "event":"x","userId":{"id":1} """, RefusalReason.BadIdentifier),
        new("an identifier that is a list", "track", """ "event":"x","userId":["u"] """, RefusalReason.BadIdentifier),
        new("an identifier of 10,000 characters", "track", $$""" "event":"x","userId":"{{new string('u', 10_000)}}" """, RefusalReason.BadIdentifier),
        new("an identifier in mixed case with a blank behind it", "track", """ "event":"x","userId":"MiXed " """, null),
        new("an identifier with a NUL", "track", """ "event":"x","userId":"a\u0000b" """, RefusalReason.BadIdentifier),
        new("an identifier with half of a pair", "track", """ "event":"x","userId":"\ud800" """, RefusalReason.BrokenText),
        new("a bad anonymous identifier beside a good one", "track", """ "event":"x","userId":"u","anonymousId":[1] """, RefusalReason.BadIdentifier),
        new("a name with half of a pair", "track", """ "event":"x","userId":"u","properties":{"a\udc00":1} """, RefusalReason.BrokenText),
        new("a pair the wrong way round", "track", """ "event":"x","userId":"u","properties":{"a":"\udc00\ud800"} """, RefusalReason.BrokenText),
        new("a whole pair, and a backslash before a u", "track", """ "event":"x","userId":"u","properties":{"a":"\ud83d\ude00 \\ud800"} """, null),
        new("a NUL in a value", "track", """ "event":"x","userId":"u","properties":{"a":"\u0000","b\u0000":[{"c":"\u0000"}]} """, null),
        new("a NUL in an event's name", "track", """ "event":"a\u0000b","userId":"u" """, null),
        new("a NUL in a trait", "identify", """ "userId":"u","traits":{"a\u0000b":"\u0000","email":"a\u0000@x.org","phone":"+1\u0000650"} """, null),
        new("a NUL in a message id", "track", """ "event":"x","userId":"u","messageId":"a\u0000b" """, null),
        new("a NUL in a group", "group", """ "userId":"u","groupId":"a\u0000b" """, RefusalReason.BadIdentifier),
        new("a type of another case", "TRACK", """ "event":"x","userId":"u" """, null),
        new("numbers at the edge", "track", """ "event":"x","userId":"u","properties":{"a":1e400,"b":-0,"c":9007199254740993,"d":-1e-400,"e":"NaN","f":"Infinity"} """, null),
        new("a number of 10,000 digits", "track", $$""" "event":"x","userId":"u","properties":{"a":{{new string('9', 10_000)}} } """, null),
        new("names that mean something elsewhere", "track", """ "event":"x","userId":"u","properties":{"__proto__":1,"constructor":2,"$where":3,"a.b":4,"":5} """, null),
        new("the same as traits", "identify", """ "userId":"u","traits":{"__proto__":1,"constructor":{"a":2},"$where":3,"a.b":4,"":5,".":6,"..":{"":7}} """, null),
        new("a property's name of 10,000 characters", "track", $$""" "event":"x","userId":"u","properties":{"{{new string('k', 10_000)}}":1} """, null),
        new("a trait's name of 10,000 characters", "identify", $$""" "userId":"u","traits":{"{{new string('k', 10_000)}}":1} """, RefusalReason.BadName),
        new("3,000 properties", "track", $$""" "event":"x","userId":"u","properties":{ {{Members(3_000)}} } """, null),
        new("3,000 traits", "identify", $$""" "userId":"u","traits":{ {{Members(3_000)}} } """, null),
        new("a member twice", "track", """ "event":"y","userId":"u","userId":"v","event":"x" """, null, ViolationKind.DoubledName),
        new("a property twice", "track", """ "userId":"u","event":"x","properties":{"a":[{"b":1,"c":2,"b":3}]} """, null, ViolationKind.DoubledName),
        new("a trait twice", "identify", """ "userId":"u","traits":{"plan":"free","plan":"pro"} """, null, ViolationKind.DoubledName),
        new("properties that are a list", "track", """ "event":"x","userId":"u","properties":[1] """, RefusalReason.BadProperties),
        new("properties that are text", "page", """ "userId":"u","properties":"a" """, RefusalReason.BadProperties),
        new("properties that are null", "track", """ "event":"x","userId":"u","properties":null """, null),
        new("61 levels", "track", $$""" "event":"x","userId":"u","properties":{{Deep(61)}} """, null),
        new("no event", "track", """ "userId":"u" """, RefusalReason.BadEventName),
        new("an event of white space", "track", """ "userId":"u","event":" \n" """, RefusalReason.BadEventName),
        new("an event that is a number", "track", """ "userId":"u","event":5 """, RefusalReason.BadEventName),
        new("an event of 500 characters", "track", $$""" "userId":"u","event":"{{new string('e', 500)}}" """, RefusalReason.BadEventName),
        new("an event that turns the direction of writing", "track", """ "userId":"u","event":"\u202e🛒\u200f" """, null),
        new("an empty message id", "track", """ "event":"x","userId":"u","messageId":"" """, null),
        new("a message id that is null", "track", """ "event":"x","userId":"u","messageId":null """, null),
        new("a message id that is a number", "track", """ "event":"x","userId":"u","messageId":7 """, null),
        new("a message id that is an object", "track", """ "event":"x","userId":"u","messageId":{"a":1} """, RefusalReason.BadMessageId),
        new("a message id of 101 characters", "track", $$""" "event":"x","userId":"u","messageId":"{{new string('m', 101)}}" """, RefusalReason.BadMessageId),
        new("a timestamp in words", "track", """ "event":"x","userId":"u","timestamp":"yesterday" """, RefusalReason.BadTimestamp),
        new("a timestamp that is empty", "track", """ "event":"x","userId":"u","timestamp":"" """, null),
        new("properties as PHP writes those without members", "track", """ "event":"x","userId":"u","properties":[] """, null),
        new("traits as PHP writes those without members", "identify", """ "userId":"u","traits":[] """, null),
        new("the 30th of February", "track", """ "event":"x","userId":"u","timestamp":"2026-02-30T00:00:00Z" """, RefusalReason.BadTimestamp),
        new("24 o'clock", "track", """ "event":"x","userId":"u","timestamp":"2026-01-01T24:00:00Z" """, RefusalReason.BadTimestamp),
        new("a leap second", "track", """ "event":"x","userId":"u","timestamp":"2016-12-31T23:59:60Z" """, RefusalReason.BadTimestamp),
        new("a timestamp that is true", "track", """ "event":"x","userId":"u","timestamp":true """, RefusalReason.BadTimestamp),
        new("a timestamp beyond all numbers", "track", """ "event":"x","userId":"u","timestamp":1e400 """, RefusalReason.BadTimestamp),
        new("the first year", "track", """ "event":"x","userId":"u","timestamp":"0001-01-01T00:00:00Z" """, null, ViolationKind.LongAgo),
        new("the first year, east of Greenwich", "track", """ "event":"x","userId":"u","timestamp":"0001-01-01T00:00:00+14:00" """, null, ViolationKind.LongAgo),
        new("the last year", "track", """ "event":"x","userId":"u","timestamp":"9999-12-31T23:59:59.999-14:00" """, null, ViolationKind.FarAhead),
        new("clocks at both ends of time", "track", """ "event":"x","userId":"u","originalTimestamp":"0001-01-01","sentAt":"9999-12-31" """, null, ViolationKind.LongAgo),
        new("milliseconds", "track", """ "event":"x","userId":"u","timestamp":1767323045000 """, null),
        new("seconds", "track", """ "event":"x","userId":"u","timestamp":1767323045 """, null),
        new("no zone", "track", """ "event":"x","userId":"u","timestamp":"2026-01-02 03:04" """, null),
        new("a sentAt and an originalTimestamp that say nothing", "track", """ "event":"x","userId":"u","sentAt":"soon","originalTimestamp":{} """, null),
        new("traits that are a list", "identify", """ "userId":"u","traits":["a"] """, RefusalReason.BadTraits),
        new("traits that are text", "group", """ "userId":"u","groupId":"g","traits":"a" """, RefusalReason.BadTraits),
        new("addresses and numbers that are none", "identify", """ "userId":"u","traits":{"email":"not an address","phone":"call me"} """, null),
        new("an address with a name", "identify", """ "userId":"u","traits":{"email":"Zoë <zoe@x.org>"} """, null),
        new("an address of another script, in capitals", "identify", """ "userId":"u","traits":{"email":"ÜSER@BÜCHER.example"} """, null),
        new("a number in Persian digits", "identify", """ "userId":"u","traits":{"phone":"۰۹۱۲۳۴۵۶۷۸۹"} """, null),
        new("an address that is an object", "identify", """ "userId":"u","traits":{"email":{"a":1},"phone":[1]} """, null),
        new("a context of 30 KB", "track", $$""" "event":"x","userId":"u","context":{"page":"{{new string('p', 30_000)}}"} """, null),
        new("a context that is a number", "track", """ "event":"x","userId":"u","context":5,"integrations":"all" """, null),
        new("an alias to itself", "alias", """ "userId":"u","previousId":"u" """, null),
        new("an alias without the other", "alias", """ "userId":"u" """, RefusalReason.NoPreviousId),
        new("an alias to somebody unknown", "alias", """ "userId":"u","previousId":"never seen" """, null),
        new("an alias to an object", "alias", """ "userId":"u","previousId":{} """, RefusalReason.BadIdentifier),
        new("no group", "group", """ "userId":"u" """, RefusalReason.NoGroup),
        new("placeholders for identifiers", "identify", """ "userId":"null","anonymousId":"[object Object]","traits":{"email":"undefined","phone":"00000"} """, null),
    ];

    /// <summary>Only a batch can hold these: each of its messages names its own type.</summary>
    public static IReadOnlyList<BadMessage> InBatches { get; } =
    [
        new("no type", "", """{"event":"x","userId":"u"}""", RefusalReason.UnknownType),
        new("a type that is a number", "", """{"type":7,"event":"x","userId":"u"}""", RefusalReason.UnknownType),
        new("a type that is unknown", "", """{"type":"trackk","event":"x","userId":"u"}""", RefusalReason.UnknownType),
        new("a number", "", "17", RefusalReason.NotAnObject),
        new("null", "", "null", RefusalReason.NotAnObject),
        new("a list", "", "[[]]", RefusalReason.NotAnObject),
        new("half of a pair", "", "\"\\ud800\"", RefusalReason.BrokenText),
        new("70 levels", "", $$"""{"type":"track","userId":"u","event":"x","properties":{{Deep(70)}} }""", RefusalReason.TooDeep),
        new("37 KB", "", $$"""{"type":"track","userId":"u","event":"x","properties":{"p":"{{new string('p', 37 * 1024)}}"} }""", RefusalReason.TooLarge),
    ];

    /// <summary>What is written on a connection as it is. <c>KEY</c> becomes a good Authorization; 0 is closed without an answer.</summary>
    public static IReadOnlyList<(string Name, string Sent, int[] Allowed)> Raw { get; } =
    [
        ("HTTP/1.0", "POST /v1/track HTTP/1.0\r\nHost: x\r\nKEY\r\nContent-Length: 26\r\n\r\n{\"userId\":\"u\",\"event\":\"x\"}", [200]),
        ("GET", "GET /v1/track?data=e30= HTTP/1.1\r\nHost: x\r\nKEY\r\n\r\n", [405]),
        ("HEAD", "HEAD /v1/batch HTTP/1.1\r\nHost: x\r\nKEY\r\n\r\n", [405]),
        ("PUT", "PUT /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 2\r\n\r\n{}", [405]),
        ("DELETE", "DELETE /v1/i HTTP/1.1\r\nHost: x\r\nKEY\r\n\r\n", [405]),
        ("TRACE", "TRACE /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\n\r\n", [405]),
        ("a method of nobody", "JUMP /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\n\r\n", [405]),
        ("an unknown call", "POST /v1/nothing HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 2\r\n\r\n{}", [404]),
        ("an unknown call below a known one", "POST /v1/track/again HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 2\r\n\r\n{}", [404]),
        ("a path that climbs", "POST /v1/../v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 26\r\n\r\n{\"userId\":\"u\",\"event\":\"x\"}", [200, 400, 404]),
        ("a length that is too large", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 90\r\n\r\n{\"userId\":\"u\",\"event\":\"x\"}", [0, 400]),
        ("a length that is too small", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 5\r\n\r\n{\"userId\":\"u\",\"event\":\"x\"}", [400]),
        ("a length that is negative", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: -5\r\n\r\n{}", [400]),
        ("a length beyond numbers", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 99999999999999999999\r\n\r\n{}", [400, 413]),
        ("a length of 40 GB", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 40000000000\r\n\r\n{}", [413]),
        ("two lengths", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 26\r\nContent-Length: 5\r\n\r\n{\"userId\":\"u\",\"event\":\"x\"}", [400]),
        ("a length and chunks", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n{\"userId\":\"u\",\"event\":\"x\"}\r\n0\r\n\r\n", [200, 400]),
        ("chunks", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n{\"userId\":\"u\",\"event\":\"x\"}\r\n0\r\n\r\n", [200]),
        ("a chunk whose size is no number", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n", [400]),
        ("a chunk whose size is beyond numbers", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n0\r\n\r\n", [400]),
        ("a chunk that is cut off", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n{\"userId\"", [0, 400]),
        ("another transfer", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nTransfer-Encoding: gzip, rot13\r\n\r\n{}", [400, 411, 501]),
        ("no body and no length", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\n\r\n", [400, 411]),
        ("40 KB of headers", $"POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nX-A: {new string('a', 40_000)}\r\nContent-Length: 2\r\n\r\n{{}}", [431]),
        ("500 headers", $"POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\n{string.Concat(Enumerable.Range(0, 500).Select(i => $"X-{i}: 1\r\n"))}Content-Length: 2\r\n\r\n{{}}", [431]),
        ("a header without a colon", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nnonsense\r\n\r\n", [400]),
        ("no host", "POST /v1/track HTTP/1.1\r\nKEY\r\nContent-Length: 2\r\n\r\n{}", [400]),
        ("a preflight that asks for headers in other letters", "OPTIONS /v1/track HTTP/1.1\r\nHost: x\r\nOrigin: https://x.example\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: \u00c3\u00bc\r\n\r\n", [204]),
        ("an origin in other letters", "POST /v1/track HTTP/1.1\r\nHost: x\r\nKEY\r\nOrigin: https://\u00c3\u00bc.example\r\nContent-Length: 26\r\n\r\n{\"userId\":\"u\",\"event\":\"x\"}", [200]),
        ("a preflight without an origin", "OPTIONS /v1/track HTTP/1.1\r\nHost: x\r\n\r\n", [204]),
        ("no HTTP", "hello\r\n\r\n", [0, 400]),
        ("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", [0, 400]),
    ];

    public static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);

    public static byte[] Gzip(byte[] bytes) => TrackingTests.Gzip(bytes);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Batch(int messages) =>
        $$"""{"batch":[{{string.Join(',', Enumerable.Repeat("""{"type":"track","userId":"u","event":"x"}""", messages))}}]}""";

    private static string Members(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"k{i}\":{i}"));

    private static string Sized(int bytes)
    {
        const string frame = """{"userId":"u1","event":"Paid","properties":{"p":""}}""";
        return frame.Insert(frame.Length - 3, new string('p', bytes - frame.Length));
    }

    private static byte[] Turned(byte[] bytes)
    {
        bytes[bytes.Length / 2] ^= 0x10;
        return bytes;
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(5).NextBytes(bytes);
        return bytes;
    }
}

/// <param name="Headers">Null for JSON's label, gzip's as well where the bytes are.</param>
internal sealed record BadBody(string Name, byte[] Bytes, int Status, (string, string)[]? Headers = null, bool IsBatch = false)
{
    public BadBody(string name, string text, int status, (string, string)[]? headers = null, bool IsBatch = false)
        : this(name, Encoding.UTF8.GetBytes(text), status, headers, IsBatch)
    {
    }
}

/// <param name="Type">The call.</param>
/// <param name="Members">Of the JSON object, beside the type; the whole message where it has no type.</param>
/// <param name="Reason">Null when it is taken.</param>
/// <param name="Odd">What it is flagged as although it is taken.</param>
internal sealed record BadMessage(string Name, string Type, string Members, RefusalReason? Reason, ViolationKind? Odd = null)
{
    public string Alone => $"{{{Members}}}";

    public string InBatch => Type.Length == 0 ? Members : $"{{\"type\":\"{Type}\",{Members}}}";
}
