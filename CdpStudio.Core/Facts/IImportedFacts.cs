namespace CdpStudio.Core.Facts;

/// <summary>Which facts imports brought or took back, for whoever must tell what an import did from what people did.</summary>
public interface IImportedFacts
{
    /// <summary>What imports brought after <paramref name="after"/> up to and with <paramref name="last"/>, and what was taken back in between.</summary>
    Task<IReadOnlyList<ImportedFacts>> BetweenAsync(long after, long last, CancellationToken cancellationToken);
}

/// <param name="Range">Of what was brought, only as far as it was asked about; of what was taken back, all.</param>
/// <param name="Run">Number of the import.</param>
/// <param name="IsQuiet">Nobody enters a journey because of them. Nobody ever does because an import was taken back.</param>
/// <param name="TakenBackBy">The cancellation's number; null for what was brought.</param>
public sealed record ImportedFacts(FactRange Range, int Run, bool IsQuiet, long? TakenBackBy = null)
{
    /// <summary>The newest fact by which these change what is known.</summary>
    public long At => TakenBackBy ?? Range.Last;
}
