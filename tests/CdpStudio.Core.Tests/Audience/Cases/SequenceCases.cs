namespace CdpStudio.Core.Tests.Audience.Cases;

internal static class SequenceCases
{
    private const string T = "2026-02-01T10:00:00Z";

    public static IEnumerable<AudienceCase> All =>
    [
        Of("in this order", """[{"event":"A"},{"event":"B"}]""", "ann cem", new Story()
            .Did("ann", "A", T).Did("ann", "B", "2026-02-02T10:00:00Z").Did("bob", "B", T).Did("bob", "A", "2026-02-02T10:00:00Z")
            .Did("cem", "B", "2026-02-02T10:00:00Z").Did("cem", "X", "2026-02-01T12:00:00Z").Did("cem", "A", T)),
        Of("of equal times by arrival", """[{"event":"A"},{"event":"B"}]""", "ann", new Story()
            .Did("ann", "A", T).Did("ann", "B", T).Did("bob", "B", T).Did("bob", "A", T)),
        Of("no event serves twice", """[{"event":"A"},{"event":"A"}]""", "bob", new Story().Did("ann", "A", T).Did("bob", "A", T).Did("bob", "A", T)),
        Of("the end of within counts", """[{"event":"A"},{"event":"B","within":"1h"}]""", "ann", new Story()
            .Did("ann", "A", T).Did("ann", "B", "2026-02-01T11:00:00Z").Did("bob", "A", T).Did("bob", "B", "2026-02-01T11:00:00.001Z")),
        Of("a later start may do", """[{"event":"A"},{"event":"B"},{"event":"C","within":"1h"}]""", "ann", new Story()
            .Did("ann", "A", T).Did("ann", "B", "2026-02-01T11:00:00Z").Did("ann", "B", "2026-02-03T11:00:00Z").Did("ann", "C", "2026-02-03T11:30:00Z")),
        Of("within months moves the date", """[{"event":"A"},{"event":"B","within":"1mo"}]""", "ann", new Story()
            .Did("ann", "A", "2026-01-31T10:00:00Z").Did("ann", "B", "2026-02-28T10:00:00Z").Did("bob", "A", "2026-01-31T10:00:00Z").Did("bob", "B", "2026-02-28T10:00:00.001Z")),
        Of("within months an earlier start may reach further", """[{"event":"A"},{"event":"B","within":"1mo"}]""", "ann", new Story()
            .Did("ann", "A", "2026-01-30T23:00:00Z").Did("ann", "A", "2026-01-31T01:00:00Z").Did("ann", "B", "2026-02-28T12:00:00Z")
            .Did("bob", "A", "2026-01-30T11:00:00Z").Did("bob", "A", "2026-01-31T01:00:00Z").Did("bob", "B", "2026-02-28T12:00:00Z")),
        Of("filters of a step", """[{"event":"A"},{"event":"*","where":[{"property":"ok","op":"isTrue"}]}]""", "ann", new Story()
            .Did("ann", "A", T).Did("ann", "B", T, """{"ok":true}""").Did("bob", "A", T, """{"ok":true}""").Did("bob", "B", T)),
        new("sequence, its window bounds the first event alone", """{"sequence":[{"event":"A"},{"event":"B"}],"during":{"from":"2026-02-01","to":"2026-02-02"}}""", "ann", new Story()
            .Did("ann", "A", T).Did("ann", "B", "2026-03-01T00:00:00Z").Did("bob", "A", "2026-01-31T00:00:00Z").Did("bob", "B", T)),
        new("sequence, one equal value in all", """{"sequence":[{"event":"A"},{"event":"B"}],"same":"id"}""", "ann dan", new Story()
            .Did("ann", "A", T, """{"id":"x"}""").Did("ann", "B", T, """{"ID":"X"}""").Did("bob", "A", T, """{"id":"1"}""").Did("bob", "B", T, """{"id":1}""")
            .Did("cem", "A", T).Did("cem", "B", T)
            .Did("dan", "A", T, """{"id":1}""").Did("dan", "A", T, """{"id":2}""").Did("dan", "B", T, """{"id":1.0}""")),
        Of("absent: none came, and the time has passed", """[{"event":"A"},{"event":"B","absent":true,"within":"1d"}]""", "ann eve fay", new Story()
            .Did("ann", "A", T).Did("bob", "A", T).Did("bob", "B", "2026-02-01T12:00:00Z").Did("cem", "A", "2026-06-14T12:00:00.001Z")
            .Did("dan", "A", T).Did("dan", "B", "2026-02-02T10:00:00Z").Did("eve", "A", T).Did("eve", "B", "2026-02-02T10:00:00.001Z").Did("fay", "A", "2026-06-14T12:00:00Z")),
        Of("absent: at the same time does not count", """[{"event":"A"},{"event":"B","absent":true,"within":"1d"}]""", "ann", new Story().Did("ann", "A", T).Did("ann", "B", T)),
        Of("absent: another start may do", """[{"event":"A"},{"event":"B","absent":true,"within":"1d"}]""", "ann", new Story()
            .Did("ann", "A", T).Did("ann", "B", T).Did("ann", "B", "2026-02-01T12:00:00Z").Did("ann", "A", "2026-02-05T12:00:00Z")),
        Of("absent: what follows counts from the last event that matched", """[{"event":"A"},{"event":"B","absent":true,"within":"1d"},{"event":"C","within":"2h"}]""", "ann", new Story()
            .Did("ann", "A", T).Did("ann", "C", "2026-02-01T12:00:00Z").Did("bob", "A", T).Did("bob", "C", "2026-02-02T11:00:00Z")),
        new("sequence, absent minds the same value alone", """{"sequence":[{"event":"A"},{"event":"B","absent":true,"within":"1d"}],"same":"id"}""", "bob", new Story()
            .Did("ann", "A", T, """{"id":1}""").Did("ann", "B", "2026-02-01T12:00:00Z", """{"id":1}""")
            .Did("bob", "A", T, """{"id":1}""").Did("bob", "B", "2026-02-01T12:00:00Z", """{"id":2}""")),
        Of("events of the future", """[{"event":"A"},{"event":"B"}]""", "", new Story().Did("ann", "A", T).Did("ann", "B", "2026-07-01T00:00:00Z")),
    ];

    private static AudienceCase Of(string name, string steps, string members, Story story) =>
        new("sequence, " + name, $$"""{"sequence":{{steps}}}""", members, story);
}
