using CdpStudio.Core.Audience;
using CdpStudio.Core.Profiles.Masking;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>What people said of being written to, as whoever looks may see it: what was shown or signed may name the person.</summary>
public sealed class SeenConsents(ProfileConsents consents, SeenPeople people)
{
    /// <inheritdoc cref="ProfileConsents.HistoryAsync"/>
    public async Task<IReadOnlyList<ConsentEntry>> HistoryAsync(ProfileRecord profile, CancellationToken cancellationToken)
    {
        var history = await consents.HistoryAsync(profile, cancellationToken);
        return people.MaskOf(profile.Id) is { } mask
            ? [.. history.Select(e => e.ProofText is { } text ? e with { ProofText = mask.Text(text) } : e)]
            : history;
    }
}
