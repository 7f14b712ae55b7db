using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>What a message leaves in the log: edges that say something new, assertions, the event; at least one fact.</summary>
internal sealed class FactWriter(ProcessorTransaction transaction, IdentityState identity, long now)
{
    /// <param name="run">Whose message it is; 0 without one.</param>
    public void Write(SourceId source, Message message, IReadOnlyList<TraitList.Trait> traits, int run)
    {
        var identifiers = IdentifierKey.Usable(message.Identifiers);
        var before = transaction.Facts.Count;
        var awaited = Awaited(identifiers);
        var leading = Resolve(identifiers[0]);
        for (var i = 1; i < identifiers.Count; i++) Join(EdgeKind.Seen, leading, Resolve(identifiers[i]));
        if (message.PreviousId is { } previous && !IdentifierKey.IsPlaceholder(previous)) Join(EdgeKind.Alias, leading, ResolvePrevious(previous));

        if (awaited is var (user, stand)) Join(EdgeKind.Alias, Resolve(user), stand);

        // Its birth certificate: other facts name the number alone. One that a run brought goes when the run is cancelled.
        if (!identity.IsNamed(leading.Profile, run)) Edge(EdgeKind.Seen, leading, leading);

        foreach (var trait in traits)
            transaction.Add(n => new Fact.Assertion(n, now, leading.Profile, source, trait.Name, trait.Value, message.Timestamp));

        if (message.Event is { } happened)
        {
            transaction.Add(n => new Fact.Event(
                n, now, leading.Profile, source, happened.Name, message.Timestamp, happened.Properties, message.Context, message.Key, identifiers));
        }

        if (transaction.Facts.Count == before) Edge(EdgeKind.Seen, leading, leading);

        void Join(EdgeKind kind, IdentityNode a, IdentityNode b)
        {
            if (a.Profile != b.Profile && !identity.IsKnown(a.Profile, b.Profile, kind, message.Timestamp, source, run)) Edge(kind, a, b);
        }

        void Edge(EdgeKind kind, IdentityNode a, IdentityNode b) =>
            identity.Add((Fact.Edge)transaction.Add(n => new Fact.Edge(n, now, a, b, kind, message.Timestamp, source, message.Key)), run);
    }

    // An alias that overtook the first message of the user it speaks of made an anonymous id of it: now it is known whose that is.
    private (Identifier User, IdentityNode Stand)? Awaited(IReadOnlyList<Identifier> identifiers)
    {
        foreach (var user in identifiers)
        {
            if (user.Namespace != IdentifierNamespace.UserId || identity.Find(user.Namespace, user.Value) is not null) continue;

            if (identity.Find(IdentifierNamespace.AnonymousId, user.Value) is { } stand && identity.HasAlias(stand))
                return (user, new IdentityNode(stand, new Identifier(IdentifierNamespace.AnonymousId, user.Value)));
        }

        return null;
    }

    private IdentityNode ResolvePrevious(string previous)
    {
        foreach (var @namespace in (ReadOnlySpan<string>)[IdentifierNamespace.UserId, IdentifierNamespace.AnonymousId])
        {
            if (identity.Find(@namespace, previous) is { } known) return new IdentityNode(known, new Identifier(@namespace, previous));
        }

        return Resolve(new Identifier(IdentifierNamespace.AnonymousId, previous));
    }

    private IdentityNode Resolve(Identifier identifier)
    {
        var known = identity.Find(identifier.Namespace, identifier.Value);
        var node = known ?? transaction.NewProfile();
        if (known is null) identity.Add(identifier, node);
        return new IdentityNode(node, identifier);
    }
}
