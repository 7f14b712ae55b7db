using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>What people say of an attribute by hand, inside the processor's transaction.</summary>
internal static class HandWrite
{
    public static async Task RunAsync(
        StudioDbContext db, FactCommand.SayByHand said, ProcessorTransaction transaction, long now, CancellationToken cancellationToken)
    {
        // Nobody would empty what is said of them after their erasure.
        var erasures = (await FactReader.ErasuresAsync(db, cancellationToken)).Concat(transaction.Facts.OfType<Fact.Erasure>());
        var erased = erasures.SelectMany(e => e.Profiles).ToHashSet();
        foreach (var profile in said.Profiles.Where(p => !erased.Contains(p)))
            transaction.Add(n => new Fact.Assertion(n, now, profile, SourceId.ByHand, said.Name, said.Value, said.At));
    }
}
