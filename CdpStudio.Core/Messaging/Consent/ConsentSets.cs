using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>
/// What people said of the channels and their topics, whatever the purpose, for rules that ask about it; the same that <see cref="ConsentBook"/> reads for some. Changes are never
/// rewritten, so each question reads only those stored since the last one, on whatever node.
/// </summary>
public sealed class ConsentSets(IDbContextFactory<StudioDbContext> contexts, EmailAddresses addresses, CurrentTopics topics) : IAudienceSets, IDisposable
{
    private const int RowsPerRead = 20_000;

    // Servers number rows before they commit, so a lower number may come into sight after a higher one; some never do.
    private const int LookBack = 200;

    private readonly SemaphoreSlim _reading = new(1);
    private readonly Dictionary<(string Channel, string Topic), Said> _said = [];
    private readonly SortedSet<long> _missing = [];
    private long _last;

    /// <summary>Of a topic; channels have no names of their own.</summary>
    public string? NameOf(AudienceSetName set) => set is AudienceSetName.Consent { Topic: { } topic } ? topics.Find(topic)?.Name : null;

    public async Task<AudienceSet?> FindAsync(AudienceSetName set, CancellationToken cancellationToken)
    {
        if (set is not AudienceSetName.Consent consent || !Channel.All.Any(c => StudioText.Key(c) == StudioText.Key(consent.Channel))) return null;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            await ReadOnAsync(cancellationToken);
            return Of(consent.Channel, consent.Topic ?? "").View(addresses);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        for (var after = _missing.Count == 0 ? _last : _missing.Min - 1; ;)
        {
            var page = await db.ConsentChanges.AsNoTracking().Where(c => c.Id > after).OrderBy(c => c.Id).Take(RowsPerRead).ToListAsync(cancellationToken);
            foreach (var change in page) Take(change);
            if (page.Count < RowsPerRead) break;

            after = page[^1].Id;
        }

        _missing.RemoveWhere(id => id < _last - LookBack);
    }

    private void Take(ConsentChange change)
    {
        // Rules ask about a channel or a topic; a word on one purpose is on neither.
        if (change.Purpose.Length == 0) Of(change.Channel, change.Topic).Take(change);
        for (var id = Math.Max(_last + 1, change.Id - LookBack); id < change.Id; id++) _missing.Add(id);
        _missing.Remove(change.Id);
        _last = Math.Max(_last, change.Id);
    }

    private Said Of(string channel, string topic)
    {
        var key = (StudioText.Key(channel), StudioText.Key(topic));
        if (!_said.TryGetValue(key, out var said)) _said[key] = said = new Said();
        return said;
    }

    /// <summary>The newest word under each number and each address.</summary>
    private sealed class Said
    {
        private readonly Dictionary<ProfileId, Word> _byProfile = [];
        private readonly Dictionary<ulong, Word> _byAddress = [];
        private AudienceSet.Consents? _view;

        public void Take(ConsentChange change)
        {
            if (change.Profile is { } profile) Put(_byProfile, profile, change);
            if (change.Address is { } hash) Put(_byAddress, EmailAddresses.MarkOfHash(hash), change);
        }

        public AudienceSet.Consents View(EmailAddresses addresses) => _view ??= new AudienceSet.Consents
        {
            Subscribed = Which(_byProfile, ConsentState.Subscribed),
            Unsubscribed = Which(_byProfile, ConsentState.Unsubscribed),
            SubscribedAddresses = Which(_byAddress, ConsentState.Subscribed).ToHashSet(),
            UnsubscribedAddresses = Which(_byAddress, ConsentState.Unsubscribed).ToHashSet(),
            Addresses = addresses,
            // As the sender does.
            UnknownIsReachable = true,
        };

        private void Put<TKey>(Dictionary<TKey, Word> words, TKey key, ConsentChange change)
            where TKey : notnull
        {
            var word = new Word(change.Since, change.Id, change.State);
            if (words.TryGetValue(key, out var known) && (known.Since, known.Id).CompareTo((word.Since, word.Id)) >= 0) return;

            words[key] = word;
            _view = null;
        }

        private static IReadOnlyList<TKey> Which<TKey>(Dictionary<TKey, Word> words, ConsentState state)
            where TKey : notnull => [.. words.Where(w => w.Value.State == state).Select(w => w.Key)];

        private readonly record struct Word(DateTimeOffset Since, long Id, ConsentState State);
    }
}
