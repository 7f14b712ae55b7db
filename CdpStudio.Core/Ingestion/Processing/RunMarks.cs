namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// Which identifiers and pairs only one run has said so far, by dense number; 0 for what messages without a run said. A run can be
/// cancelled as a whole, so what it said counts for itself alone and is written again when others say it.
/// </summary>
/// <param name="folder">Where they lie in a file, once a run has said anything.</param>
internal sealed class RunMarks(string folder) : IDisposable
{
    private readonly FileArray<int> _runs = new(folder);

    public bool IsSaidFor(int run, int at) => _runs[at] is var marked && (marked == 0 || marked == run);

    /// <param name="isNew">Nothing was said about it before.</param>
    public void Say(int run, int at, bool isNew)
    {
        // What nobody can take back stays said.
        if (isNew || _runs[at] != 0) _runs[at] = run;
    }

    public void Dispose() => _runs.Dispose();
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
