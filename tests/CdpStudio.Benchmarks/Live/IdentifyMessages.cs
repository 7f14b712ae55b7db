using System.Globalization;
using CdpStudio.Benchmarks.Peers;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// Identify calls of people who use two browsers, in batches and in random order: each names two of a person's four identifiers and says two
/// traits. The first three of a person's tie all four together, in whatever order they come.
/// </summary>
internal static class IdentifyMessages
{
    public const int PerPerson = 4;
    public const int Batch = 100;

    private static readonly string[] s_plans = ["free", "basic", "pro"];

    /// <returns>Messages separated by commas, a batch each.</returns>
    public static IEnumerable<string> Batches(int messages)
    {
        var order = Enumerable.Range(0, messages).ToArray();
        new Random(7).Shuffle(order);
        return order.Chunk(Batch).Select(chunk => string.Join(',', chunk.Select(Message)));
    }

    private static string Message(int number)
    {
        var (person, which) = Math.DivRem(number, PerPerson);
        var dice = new SplitMix((ulong)number + 7);
        var names = which switch
        {
            0 => $$"""
                "userId":"u{{Text(person)}}","anonymousId":"a{{Text(person)}}"
                """,
            1 => $$"""
                "userId":"u{{Text(person)}}","anonymousId":"b{{Text(person)}}"
                """,
            _ => $$"""
                "userId":"u{{Text(person)}}"
                """,
        };
        var email = which >= 2
            ? $"""
                "email":"person{Text(person)}@kilim.example",
                """
            : "";
        return $$$"""{"type":"identify","messageId":"m{{{Text(number)}}}",{{{names}}},"traits":{{{{email}}}"plan":"{{{s_plans[dice.Below(s_plans.Length)]}}}","points":{{{Text(dice.Below(1_000))}}}}}""";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
