using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Sentences;

public sealed partial class RuleSentence
{
    private string WindowOf(Window window) => window switch
    {
        Window.Always => texts["Ever"],
        Window.Last last => texts["InLast", Length(last.Length)],
        Window.Range { From: { } from, To: { } to } => texts["FromTo", Date(from), Date(to)],
        Window.Range { From: { } from } => texts["From", Date(from)],
        Window.Range { To: { } to } => texts["Until", Date(to)],
        Window.Ago ago => texts["Ago", Length(ago.Older), Length(ago.Newer)],
        Window.Calendar calendar => texts[$"In{calendar.Period}"],
        Window.Since { Within: null } since => texts["Since", Name(labels.Attribute(since.Attribute))],
        Window.Since { Within: { } within } since => texts["SinceWithin", Name(labels.Attribute(since.Attribute)), Length(within)],
        _ => throw new UnreachableException(window.ToString()),
    };

    private string Length(Duration duration) => Plural(duration.Unit.ToString(), duration.Amount);

    /// <summary>A date as the rule writes it; a time with an offset is told in UTC.</summary>
    private string Date(WrittenDate date) => date switch
    {
        WrittenDate.Day day => texts["Day", day.Date],
        WrittenDate.Local local => texts["LocalTime", local.Time],
        WrittenDate.Moment moment => texts["Moment", EpochTime.ToUtc(moment.Milliseconds)],
        _ => throw new UnreachableException(date.GetType().Name),
    };

    private string Number(decimal number) => texts["Number", number];

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What somebody typed; a right-to-left language's pattern keeps its direction apart.</summary>
    private string Name(string typed) => texts["Name", typed];

    /// <summary>Keys <c>_one</c> and <c>_other</c>, whose <c>{0}</c> is the number; languages without a singular have the latter alone.</summary>
    private string Plural(string key, decimal number, params object[] others)
    {
        object[] all = [Number(number), .. others];
        return number == 1 && texts[key + "_one", all] is { ResourceNotFound: false } one ? one : texts[key + "_other", all];
    }

    /// <summary>Keys <c>_two</c>, <c>_middle</c> and <c>_last</c>, each of what is there already and the next item.</summary>
    private string Join(string list, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count == 2) return texts[list + "_two", all[0], all[1]];

        return all.Skip(1).Select((item, index) => (item, IsLast: index == all.Count - 2))
            .Aggregate(all[0], (joined, next) => texts[list + (next.IsLast ? "_last" : "_middle"), joined, next.item]);
    }
}
