using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Rules;

/// <summary>Rules of every form that the reader takes in the workspace of <see cref="KnownNames"/>.</summary>
internal static class AnyRule
{
    private static readonly Gen<string> s_texts = Gen.Elements(
        "free", "Berlin \"Mitte\"", " padded ", "Việt", "Vie\u0323\u0302t", "علی", "\\", "</script>", "\U0001F600", "a/b~c", "12", "true", "2026-01-01", "\u0001");

    private static readonly Gen<decimal> s_numbers = Gen.OneOf(
        Gen.Choose(-100, 100).Select(n => (decimal)n),
        Gen.Choose(-1_000_000_000, 1_000_000_000).Select(n => n / 10_000m),
        Gen.Elements(9_007_199_254_740_992m, -9_007_199_254_740_992m, 899_999_999_999_999.9999m, 1.50m, 0.0001m));

    private static readonly Gen<Duration> s_durations =
        from unit in Gen.Elements(Enum.GetValues<DurationUnit>())
        from amount in Gen.Choose(1, 100)
        select new Duration(amount, unit);

    private static readonly Gen<WrittenDate> s_dates =
        from form in Gen.Choose(0, 2)
        from day in Gen.Choose(700_000, 760_000)
        from millisecond in Gen.Elements(0, 1, 86_399_999, 43_200_000, 43_200_500)
        let date = DateOnly.FromDayNumber(day)
        select form switch
        {
            0 => (WrittenDate)new WrittenDate.Day(date),
            1 => new WrittenDate.Local(date.ToDateTime(TimeOnly.MinValue).AddMilliseconds(millisecond)),
            _ => new WrittenDate.Moment(EpochTime.FromUtc(date.ToDateTime(TimeOnly.MinValue)) + millisecond),
        };

    private static readonly Gen<bool> s_flags = Gen.Elements(true, false);

    private static readonly Gen<RuleValue> s_textOrNumber = Gen.OneOf(
        s_texts.Select(RuleValue (t) => new RuleValue.Text(t)), s_numbers.Select(RuleValue (n) => new RuleValue.Number(n)));

    private static readonly Gen<RuleValue> s_values = Gen.OneOf(s_textOrNumber, s_flags.Select(RuleValue (b) => new RuleValue.Boolean(b)));

    private static readonly Gen<IReadOnlyList<string>> s_someTexts = Some(s_texts);

    private static readonly Gen<Test> s_exists = s_flags.Select(Test (negated) => new Test.Exists(negated));

    private static readonly Gen<Test> s_textTests = Gen.OneOf(
        from op in Gen.Elements(TextOperator.StartsWith, TextOperator.EndsWith, TextOperator.Contains) from text in s_texts select (Test)new Test.Text(op, text),
        from text in s_texts select (Test)new Test.Text(TextOperator.Contains, text, Negated: true),
        from pattern in Gen.Elements("^a+$", "[0-9]{2,4}", "Việt|bonn", "\\d", ".") select (Test)new Test.Text(TextOperator.Matches, pattern));

    private static readonly Gen<Test> s_numberTests = Gen.OneOf(
        from op in Gen.Elements(Enum.GetValues<NumberOperator>()) from number in s_numbers select (Test)new Test.Compare(op, number),
        from a in s_numbers from b in s_numbers select (Test)new Test.NumberBetween(a, b));

    private static readonly Gen<Test> s_dateTests = Gen.OneOf(
        s_dates.Select(Test (d) => new Test.Before(d)),
        s_dates.Select(Test (d) => new Test.After(d)),
        s_dates.Select(Test (d) => new Test.On(d)),
        from a in s_dates from b in s_dates select (Test)new Test.DateBetween(a, b),
        s_durations.Select(Test (d) => new Test.InLast(d)),
        s_durations.Select(Test (d) => new Test.InNext(d)),
        s_durations.Select(Test (d) => new Test.MoreThanAgo(d)),
        from a in Gen.Choose(-366, 366) from b in Gen.Choose(a, 366) select (Test)new Test.Anniversary(a, b));

    private static readonly Gen<Test> s_listTests =
        from op in Gen.Elements(Enum.GetValues<ListOperator>()) from values in s_someTexts select (Test)new Test.ListHas(op, values);

    private static readonly Gen<Test> s_booleanTests = s_flags.Select(Test (b) => new Test.IsBoolean(b));

    private static readonly Gen<Test> s_propertyTests = Gen.OneOf(s_exists, Equality(s_values), s_textTests, s_numberTests, s_dateTests, s_listTests, s_booleanTests);

    private static readonly Gen<Test> s_countTests = Gen.OneOf(s_exists, s_numberTests, Equality(s_numbers.Select(RuleValue (n) => new RuleValue.Number(n))));

    private static readonly Gen<string> s_attributes = Gen.Elements("plan", "points", "vip", "signup_date", "interests", "unheard", "a.b/c~d");

    private static readonly Gen<string> s_paths = Gen.Elements("total", "category", "product.brand", "gift_id.brand", "$hour", "$weekday", "unheard", "it's \"x\"");

    private static readonly Gen<Window> s_windows = Gen.OneOf(
        s_durations.Select(Window (d) => new Window.Last(d)),
        s_dates.Select(Window (d) => new Window.Range(d, null)),
        s_dates.Select(Window (d) => new Window.Range(null, d)),
        from a in s_dates from b in s_dates select (Window)new Window.Range(a, b),
        from a in s_durations from b in s_durations select (Window)new Window.Ago(a, b),
        Gen.Elements(Enum.GetValues<CalendarRange>()).Select(Window (p) => new Window.Calendar(p)),
        from d in Optional(s_durations) from a in Gen.Elements("signup_date", "unheard") select (Window)new Window.Since(a, d));

    private static readonly Gen<Window> s_optionalWindows = Gen.OneOf(Gen.Constant<Window>(new Window.Always()), s_windows);

    private static readonly Gen<EventMatch> s_events =
        from name in Gen.Elements("Order Completed", "Checkout*", "*", "a*b", "unheard")
        from count in Gen.Choose(0, 2)
        from filters in Filters(2).ArrayOf(count)
        select new EventMatch(name, filters);

    private static readonly Gen<(Measure Measure, Test Test)> s_measures = Gen.OneOf(
        from m in Gen.Elements<Measure>(new Measure.Count(), new Measure.Days()) from t in s_countTests select (m, t),
        from last in s_flags from t in Gen.OneOf(s_exists, s_dateTests) select ((Measure)new Measure.Time(last), t),
        from kind in Gen.Elements(PropertyMeasure.Sum, PropertyMeasure.Average, PropertyMeasure.Minimum, PropertyMeasure.Maximum, PropertyMeasure.Distinct)
        from path in s_paths
        from t in s_countTests
        select ((Measure)new Measure.OfProperty(kind, path), t),
        from kind in Gen.Elements(PropertyMeasure.FirstValue, PropertyMeasure.LastValue, PropertyMeasure.MostFrequent)
        from path in s_paths
        from t in s_propertyTests
        select ((Measure)new Measure.OfProperty(kind, path), t));

    private static readonly Gen<Rule> s_leaves = Gen.OneOf(
        Gen.Constant<Rule>(new Rule.Everyone()),
        from name in s_attributes from test in OfType(KnownNames.Attributes.TryGetValue(name, out var type) ? type : null) from d in Optional(s_durations) select (Rule)new Rule.Attribute(name, test, d),
        from name in s_attributes from w in s_windows from a in Ends(name) from b in Ends(name) select (Rule)new Rule.Changed(name, w, a, b),
        from e in s_events from w in s_optionalWindows from m in s_measures select (Rule)new Rule.Did(e, w, m.Measure, m.Test),
        from e in s_events from w in s_optionalWindows from last in s_flags from count in Gen.Choose(0, 2) from having in Filters(1).ArrayOf(count) select (Rule)new Rule.Picked(e, w, last, having),
        from first in s_events from rest in Steps() from w in s_optionalWindows from same in Optional(s_paths) select (Rule)new Rule.Sequence([new SequenceStep(first, null, false), .. rest], w, same),
        from e in s_events from m in s_measures from last in Gen.Choose(1, 1200) from n in Gen.Choose(1, last) from p in Gen.Elements(Enum.GetValues<CalendarPeriod>()) select (Rule)new Rule.Regularly(e, m.Measure, m.Test, n, last, p),
        Memberships().Select(Rule (m) => new Rule.Segment("regulars", m)),
        Memberships().Select(Rule (m) => new Rule.Tag("wholesale", m)),
        Memberships().Select(Rule (m) => new Rule.List("fair-2026", m)),
        from topic in Optional(s_texts) from state in Gen.Elements(Enum.GetValues<ConsentState>()) select (Rule)new Rule.Consent("email", topic, state),
        Gen.Elements("email", "sms", "push").Select(Rule (c) => new Rule.Reachable(c)),
        from test in Gen.OneOf(s_exists, s_textTests, Equality(s_texts.Select(RuleValue (t) => new RuleValue.Text(t)))) select (Rule)new Rule.Identifier("wechat_unionid", test),
        Gen.Elements(Enum.GetValues<JourneyState>()).Select(Rule (s) => new Rule.Journey("welcome", s)),
        from lat in Gen.Choose(-900_000, 900_000) from lon in Gen.Choose(-1_800_000, 1_800_000) from km in Gen.Choose(0, 50_000) select (Rule)new Rule.Geo("last_location", lat / 10_000d, lon / 10_000d, km / 10d),
        from percent in Gen.Choose(0, 1_000_000) from salt in s_texts select (Rule)new Rule.Sample(percent / 10_000m, salt));

    public static Arbitrary<Rule> Arbitrary { get; } = Rules(3).ToArbitrary();

    private static Gen<Rule> Rules(int depth) => depth == 0 ? s_leaves : Gen.OneOf(
        s_leaves,
        from count in Gen.Choose(0, 3) from nodes in Rules(depth - 1).ArrayOf(count) select (Rule)new Rule.All(nodes),
        from count in Gen.Choose(0, 3) from nodes in Rules(depth - 1).ArrayOf(count) select (Rule)new Rule.Any(nodes),
        from count in Gen.Choose(1, 3) from nodes in Rules(depth - 1).ArrayOf(count) from least in Gen.Choose(1, count) select (Rule)new Rule.AtLeast(least, nodes),
        Rules(depth - 1).Select(Rule (node) => new Rule.Not(node)));

    private static Gen<Filter> Filters(int depth)
    {
        var property = from path in s_paths from test in s_propertyTests select (Filter)new Filter.Property(path, test);
        return depth == 0 ? property : Gen.OneOf(
            property,
            from count in Gen.Choose(0, 2) from filters in Filters(depth - 1).ArrayOf(count) select (Filter)new Filter.All(filters),
            from count in Gen.Choose(0, 2) from filters in Filters(depth - 1).ArrayOf(count) select (Filter)new Filter.Any(filters),
            Filters(depth - 1).Select(Filter (f) => new Filter.Not(f)));
    }

    private static Gen<SequenceStep[]> Steps() =>
        from count in Gen.Choose(0, 2)
        from steps in Gen.OneOf(
            from e in s_events from d in Optional(s_durations) select new SequenceStep(e, d, false),
            from e in s_events from d in s_durations select new SequenceStep(e, d, true)).ArrayOf(count)
        select steps;

    private static Gen<Membership?> Memberships() => Gen.OneOf(
        Gen.Constant<Membership?>(null),
        s_windows.Select(Membership? (w) => new Membership.Entered(w)),
        s_windows.Select(Membership? (w) => new Membership.Left(w)),
        s_durations.Select(Membership? (d) => new Membership.For(d)));

    private static Gen<ChangeEnd?> Ends(string attribute)
    {
        var lists = s_someTexts.Select(RuleValue (v) => new RuleValue.List(v));
        var values = !KnownNames.Attributes.TryGetValue(attribute, out var type) ? Gen.OneOf(s_values, lists) : type switch
        {
            DataType.Text => s_texts.Select(RuleValue (t) => new RuleValue.Text(t)),
            DataType.Number => s_numbers.Select(RuleValue (n) => new RuleValue.Number(n)),
            DataType.Boolean => s_flags.Select(RuleValue (b) => new RuleValue.Boolean(b)),
            DataType.DateTime => s_dates.Select(RuleValue (d) => new RuleValue.Date(d)),
            _ => lists,
        };
        return Gen.OneOf(Gen.Constant<ChangeEnd?>(null), Gen.Constant<ChangeEnd?>(new ChangeEnd(null)), values.Select(ChangeEnd? (v) => new ChangeEnd(v)));
    }

    private static Gen<Test> OfType(DataType? type) => Gen.OneOf(s_exists, type switch
    {
        DataType.Text => Gen.OneOf(s_textTests, Equality(s_textOrNumber)),
        DataType.Number => Gen.OneOf(s_numberTests, Equality(s_textOrNumber)),
        DataType.Boolean => s_booleanTests,
        DataType.DateTime => s_dateTests,
        DataType.List => s_listTests,
        _ => Gen.OneOf(Equality(s_textOrNumber), s_textTests, s_numberTests, s_dateTests, s_listTests, s_booleanTests),
    });

    private static Gen<Test> Equality(Gen<RuleValue> values) => Gen.OneOf(
        from value in values from negated in s_flags select (Test)new Test.Equal(value, negated),
        from count in Gen.Choose(0, 3) from list in values.ArrayOf(count) from negated in s_flags select (Test)new Test.OneOf(list, negated));

    private static Gen<IReadOnlyList<T>> Some<T>(Gen<T> items) =>
        from count in Gen.Choose(1, 3) from list in items.ArrayOf(count) select (IReadOnlyList<T>)list;

    private static Gen<T?> Optional<T>(Gen<T> values)
        where T : class => Gen.OneOf(Gen.Constant<T?>(null), values.Select(T? (v) => v));
}
