using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>What people say of who is who, inside the processor's transaction.</summary>
internal static class StewardWrite
{
    public static void Join(FactCommand.Join command, ProcessorTransaction transaction, IdentityState identity, long now)
    {
        if (NodeOf(command.A, identity) is not { } a || NodeOf(command.B, identity) is not { } b || a.Profile == b.Profile) return;

        // Also when they are joined on purpose already: what was cut meanwhile is seen together again.
        identity.Add(
            (Fact.Edge)transaction.Add(n => new Fact.Edge(n, now, a, b, EdgeKind.Alias, now, SourceId.ByHand, $"steward-{n.ToString(System.Globalization.CultureInfo.InvariantCulture)}")), run: 0);
    }

    public static void Part(FactCommand.Part command, ProcessorTransaction transaction, IdentityState identity, long now)
    {
        foreach (var cut in command.Cuts)
        {
            transaction.Add(n => new Fact.Cut(n, now, cut.A, cut.B));
            identity.Cut(cut.A, cut.B);
        }

        foreach (var fence in command.Fences) transaction.Add(n => new Fact.Fence(n, now, fence.A, fence.B));
    }

    private static IdentityNode? NodeOf(Identifier identifier, IdentityState identity) =>
        identity.Find(identity.KeyOf(identifier.Namespace, identifier.Value)) is { } profile ? new IdentityNode(profile, identifier) : null;
}
