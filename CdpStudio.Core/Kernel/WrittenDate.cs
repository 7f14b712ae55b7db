using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CdpStudio.Core.Kernel;

/// <summary>A date as values and rules write it: <c>YYYY-MM-DD[(T| )hh:mm[:ss[.f]][Z|±hh[:]mm]]</c>, digits below a millisecond cut off.</summary>
public abstract partial record WrittenDate
{
    private WrittenDate()
    {
    }

    /// <summary>A bare date: in a value the first moment of that local day, in a rule the whole day.</summary>
    public sealed record Day(DateOnly Date) : WrittenDate;

    /// <summary>A time without an offset: local time of the workspace, but UTC in a message's timestamp.</summary>
    /// <param name="Time">Of unspecified kind.</param>
    public sealed record Local(DateTime Time) : WrittenDate;

    /// <param name="Milliseconds">Since the Unix epoch, UTC.</param>
    public sealed record Moment(long Milliseconds) : WrittenDate;

    public static bool TryParse(string text, [NotNullWhen(true)] out WrittenDate? date)
    {
        date = null;
        var match = Form().Match(text);
        if (!match.Success || !TryDay(match.Groups["date"].ValueSpan, out var day)) return false;

        if (!match.Groups["hour"].Success)
        {
            date = new Day(day);
            return true;
        }

        var milliseconds = Whole(match.Groups["fraction"].Value.PadRight(3, '0').AsSpan(0, 3));
        var time = day.ToDateTime(TimeOnly.MinValue)
            .AddHours(Whole(match.Groups["hour"].ValueSpan))
            .AddMinutes(Whole(match.Groups["minute"].ValueSpan))
            .AddSeconds(match.Groups["second"].Success ? Whole(match.Groups["second"].ValueSpan) : 0)
            .AddMilliseconds(milliseconds);
        date = match.Groups["zone"].Success ? new Moment(EpochTime.FromUtc(time) - Offset(match)) : new Local(time);
        return true;
    }

    /// <summary>The form that rules are written in.</summary>
    public sealed override string ToString() => this switch
    {
        Day day => day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Local local => Format(local.Time),
        Moment moment => Format(EpochTime.ToUtc(moment.Milliseconds)) + "Z",
        _ => throw new UnreachableException(GetType().Name),
    };

    private static bool TryDay(ReadOnlySpan<char> text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static string Format(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF", CultureInfo.InvariantCulture);

    private static long Offset(Match match)
    {
        if (!match.Groups["sign"].Success) return 0;

        var minutes = (Whole(match.Groups["offsetHour"].ValueSpan) * 60) + Whole(match.Groups["offsetMinute"].ValueSpan);
        return (match.Groups["sign"].Value == "-" ? -minutes : minutes) * 60_000L;
    }

    private static int Whole(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
        + @"(?:[T ](?<hour>[01][0-9]|2[0-3]):(?<minute>[0-5][0-9])(?::(?<second>[0-5][0-9])(?:\.(?<fraction>[0-9]+))?)?"
        + @"(?<zone>Z|(?<sign>[+-])(?<offsetHour>[01][0-9]|2[0-3]):?(?<offsetMinute>[0-5][0-9]))?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
