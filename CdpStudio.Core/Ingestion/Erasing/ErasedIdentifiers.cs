using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Erasing;

/// <summary>
/// What may no longer be said about erased people: what is dated before the erasure, what has no date of its own, and, where suppression was
/// asked for, everything.
/// </summary>
internal sealed class ErasedIdentifiers(AddressSecret secret)
{
    private readonly Dictionary<UInt128, (long ErasedAt, bool Suppressed)> _known = [];

    public static async Task<ErasedIdentifiers> LoadAsync(StudioDbContext db, AddressSecret secret, CancellationToken cancellationToken)
    {
        var erased = new ErasedIdentifiers(secret);
        await foreach (var identifier in db.ErasedIdentifiers.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            erased.Add(identifier.Hash, identifier.ErasedAt, identifier.Suppressed);
        return erased;
    }

    public void Add(string hash, long erasedAt, bool suppressed)
    {
        var key = ErasedHash.KeyOf(hash);
        var before = _known.GetValueOrDefault(key);
        _known[key] = (Math.Max(before.ErasedAt, erasedAt), before.Suppressed || suppressed);
    }

    /// <summary>
    /// The message without the devices of erased people that somebody else uses by now; null when it is about an erased person and may not be
    /// taken.
    /// </summary>
    public Message? Admit(Message message, IdentityRules rules)
    {
        if (_known.Count == 0) return message;

        var usable = rules.Usable(message.Identifiers);
        var refused = usable.Where(i => IsRefused(i, message, rules)).ToList();
        if (refused.Count > 0 && (refused.Contains(usable[0]) || refused.Exists(i => !IsDevice(i)))) return null;

        var previous = message.PreviousId is { } id
            && (IsRefused(new Identifier(IdentifierNamespace.UserId, id), message, rules) || IsRefused(new Identifier(IdentifierNamespace.AnonymousId, id), message, rules))
            ? null : message.PreviousId;
        return refused.Count == 0 && previous == message.PreviousId
            ? message
            : message with { Identifiers = [.. usable.Except(refused)], PreviousId = previous };
    }

    private bool IsRefused(Identifier identifier, Message message, IdentityRules rules) => ErasedHash.KeysOf(secret, rules, identifier).Any(key =>
        _known.TryGetValue(key, out var erased) && (erased.Suppressed || message.IsUndated || message.Timestamp < erased.ErasedAt));

    private static bool IsDevice(Identifier identifier) => identifier.Namespace is IdentifierNamespace.AnonymousId or IdentifierNamespace.DeviceId;
}
