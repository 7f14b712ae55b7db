using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Reading;

internal sealed partial class RuleParser
{
    private static readonly Dictionary<string, CalendarRange> s_calendarRanges = new()
    {
        ["today"] = CalendarRange.Today,
        ["yesterday"] = CalendarRange.Yesterday,
        ["thisWeek"] = CalendarRange.ThisWeek,
        ["lastWeek"] = CalendarRange.LastWeek,
        ["thisMonth"] = CalendarRange.ThisMonth,
        ["lastMonth"] = CalendarRange.LastMonth,
        ["thisQuarter"] = CalendarRange.ThisQuarter,
        ["lastQuarter"] = CalendarRange.LastQuarter,
        ["thisYear"] = CalendarRange.ThisYear,
        ["lastYear"] = CalendarRange.LastYear,
    };

    private Window OptionalWindow(JsonMembers members) =>
        members.Find("during") is { } place ? Window(place) : new Window.Always();

    private Window Window(JsonPlace place)
    {
        var members = JsonMembers.Of(place, "a window").Only("last", "from", "to", "between", "calendar", "since", "within");
        var forms = members.Names.Select(Form).Distinct().ToList();
        if (forms.Count > 1) throw place.Refusal($"is more than one window: {string.Join(" and ", forms)}.");

        return forms[0] switch
        {
            "last" => new Window.Last(members.Required("last").Duration()),
            "from and to" => new Window.Range(members.Find("from")?.Date(), members.Find("to")?.Date()),
            "between" => Ago(members.Required("between")),
            "calendar" => new Window.Calendar(members.Required("calendar").Word(s_calendarRanges)),
            _ => Since(members),
        };

        static string Form(string member) => member switch
        {
            "from" or "to" => "from and to",
            "within" => "since",
            _ => member,
        };
    }

    private static Window.Ago Ago(JsonPlace place)
    {
        var (older, newer) = Pair(place, "durations");
        return new Window.Ago(older.Duration(), newer.Duration());
    }

    private Window.Since Since(JsonMembers members)
    {
        var place = members.Required("since");
        var (name, type) = KnownAttribute(place);
        if (type is not (null or DataType.DateTime)) throw place.Refusal("has to be a datetime attribute.");

        return new Window.Since(name, members.Find("within")?.Duration());
    }

    private static (JsonPlace First, JsonPlace Second) Pair(JsonPlace place, string what)
    {
        var items = place.Items("two " + what);
        if (items.Count > 2) throw items[2].Refusal($"is one too many: two {what} are asked for.");
        if (items.Count < 2) throw JsonPlace.RefusalAt(JsonPlace.Child(place.Pointer, items.Count), $"is missing: two {what} are asked for.");

        return (items[0], items[1]);
    }
}
