using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>What a message leaves in the log: edges that say something new, assertions, the event; at least one fact.</summary>
internal sealed class FactWriter(ProcessorTransaction transaction, IdentityState identity, IdentityRules rules, long now)
{
    /// <param name="run">Whose message it is; 0 without one.</param>
    public void Write(SourceId source, Message message, IReadOnlyList<TraitList.Trait> traits, int run)
    {
        var identifiers = rules.Usable(message.Identifiers);
        var before = transaction.Facts.Count;
        var keys = KeysOf(identifiers);
        var awaited = Awaited(identifiers, keys);
        var leading = Resolve(identifiers[0], keys[0]);
        for (var i = 1; i < identifiers.Count; i++) Join(EdgeKind.Seen, leading, Resolve(identifiers[i], keys[i]));
        if (message.PreviousId is { } previous && !IdentifierKey.IsPlaceholder(previous)) Join(EdgeKind.Alias, leading, ResolvePrevious(previous));

        if (awaited is var (user, stand)) Join(EdgeKind.Alias, Resolve(identifiers[user], keys[user]), stand);

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
    private (int User, IdentityNode Stand)? Awaited(IReadOnlyList<Identifier> identifiers, UInt128[] keys)
    {
        for (var i = 0; i < identifiers.Count; i++)
        {
            var user = identifiers[i];
            if (user.Namespace != IdentifierNamespace.UserId || !identity.HasAliases || identity.Find(keys[i]) is not null) continue;

            if (identity.Find(identity.KeyOf(IdentifierNamespace.AnonymousId, user.Value)) is { } stand && identity.HasAlias(stand))
                return (i, new IdentityNode(stand, new Identifier(IdentifierNamespace.AnonymousId, user.Value)));
        }

        return null;
    }

    private IdentityNode ResolvePrevious(string previous)
    {
        foreach (var @namespace in (ReadOnlySpan<string>)[IdentifierNamespace.UserId, IdentifierNamespace.AnonymousId])
        {
            if (identity.Find(identity.KeyOf(@namespace, previous)) is { } known) return new IdentityNode(known, new Identifier(@namespace, previous));
        }

        return Resolve(new Identifier(IdentifierNamespace.AnonymousId, previous), identity.KeyOf(IdentifierNamespace.AnonymousId, previous));
    }

    private UInt128[] KeysOf(IReadOnlyList<Identifier> identifiers)
    {
        var keys = new UInt128[identifiers.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = identity.KeyOf(identifiers[i].Namespace, identifiers[i].Value);
        return keys;
    }

    private IdentityNode Resolve(Identifier identifier, UInt128 key)
    {
        var known = identity.Find(key);
        var node = known ?? transaction.NewProfile();
        if (known is null) identity.Add(key, node);
        return new IdentityNode(node, identifier);
    }
}
