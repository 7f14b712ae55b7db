using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// Which identifiers and pairs only one run has said so far, by dense number; 0 for what messages without a run said. A run can be
/// cancelled as a whole, so what it said counts for itself alone and is written again when others say it.
/// </summary>
internal sealed class RunMarks
{
    private readonly PagedArray<int> _runs = new();

    public bool IsSaidFor(int run, int at) => _runs[at] is var marked && (marked == 0 || marked == run);

    /// <param name="isNew">Nothing was said about it before.</param>
    public void Say(int run, int at, bool isNew)
    {
        // What nobody can take back stays said.
        if (isNew || _runs[at] != 0) _runs[at] = run;
    }
}

/// <summary>The run of a fact, for facts in rising order.</summary>
internal sealed class RunsOfFacts(IReadOnlyList<RunRange> byFirst)
{
    private int _at;

    public int Of(long number)
    {
        while (_at < byFirst.Count && byFirst[_at].Last < number) _at++;
        return _at < byFirst.Count && byFirst[_at].First <= number ? byFirst[_at].Run : 0;
    }
}
