namespace CdpStudio.Core.Kernel;

/// <summary>
/// Which of all that was said of one attribute of one person is its value. It is asked at a moment, of what is valid by then, over all
/// identifiers that are the person's; earlier and later are by valid-from, then by arrival.
/// </summary>
/// <remarks>
/// What people say by hand (<see cref="SourceId.ByHand"/>) wins over every rule until it is let go, the newest of it over the rest, even
/// where it can't be read as the attribute's type. It is said and let go of one identifier: what people say of another one of the person's
/// stays, also where the two became one person later. By <see cref="WinsBy.Newest"/> an assertion without a value clears: nothing said before
/// it counts, whoever said it. By every other rule it withdraws one source's word: what that source said before it counts no more,
/// what others said does; and what can't be read as the attribute's type is passed over.
/// </remarks>
/// <param name="Ranking">Of <see cref="WinsBy.SourceRanking"/>: sources from the most to the least trusted; empty otherwise.</param>
public sealed record WinningRule(WinsBy By, IReadOnlyList<SourceId> Ranking)
{
    public const int MostRanked = 200;

    public static WinningRule Newest { get; } = new(WinsBy.Newest, []);

    /// <summary>Null, or what is wrong with the ranking, whatever the type.</summary>
    public string? WhyNoRanking => By switch
    {
        WinsBy.SourceRanking when Ranking.Count == 0 => "A ranking names at least one source.",
        WinsBy.SourceRanking when Ranking.Count > MostRanked => $"A ranking names at most {MostRanked} sources.",
        WinsBy.SourceRanking when Ranking.Distinct().Count() < Ranking.Count => "A ranking names each source once.",
        not WinsBy.SourceRanking when Ranking.Count > 0 => "Only a source ranking names sources.",
        _ => null,
    };

    /// <param name="type">As it is declared; null leaves it to the values.</param>
    /// <returns>Null, or why it can't be the rule of an attribute of that type.</returns>
    public string? WhyNot(DataType? type) => WhyNoRanking ?? By switch
    {
        WinsBy.MostComplete when type is DataType.Number or DataType.Boolean or DataType.DateTime => "Only a text or a list can be more or less complete.",
        WinsBy.Maximum or WinsBy.Minimum when type is DataType.List or DataType.Boolean => "Only numbers, dates and texts have a largest and a smallest.",
        WinsBy.Sum when type is not DataType.Number => "Only an attribute that is declared as a number can be a sum.",
        WinsBy.Union when type is not DataType.List => "Only an attribute that is declared as a list can be a union.",
        _ => null,
    };
}

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum WinsBy
{
    /// <summary>What was said last.</summary>
    Newest = 0,

    /// <summary>What was said first.</summary>
    Oldest = 1,

    /// <summary>What the first source of the ranking said last; sources that it does not name come after it, all alike.</summary>
    SourceRanking = 2,

    /// <summary>The longest text, the list or object with most members; of equal ones the newest.</summary>
    MostComplete = 3,

    /// <summary>By number or date, else by the text without case; of equal ones the newest.</summary>
    Maximum = 4,

    /// <summary>As <see cref="Maximum"/>.</summary>
    Minimum = 5,

    /// <summary>The newest number of each source, added. Missing where that is not exact.</summary>
    Sum = 6,

    /// <summary>Every different element that anybody said, in the order in which they were first said.</summary>
    Union = 7,
}
