namespace CdpStudio.Core.Facts;

/// <summary>
/// What facts have brought about and their cancellation does not take back, because it happened outside of the product, such as mail.
/// Whoever undoes something lists it first.
/// </summary>
public interface ILastingEffects
{
    Task<IReadOnlyList<LastingEffect>> OfAsync(BroughtFacts facts, CancellationToken cancellationToken);
}

/// <summary>All that an import brought.</summary>
/// <param name="Run">Number of the import.</param>
/// <param name="Ranges">Disjoint and rising; their facts may be cancelled by now.</param>
/// <param name="Since">When the first of them may have come.</param>
public sealed record BroughtFacts(int Run, IReadOnlyList<FactRange> Ranges, DateTimeOffset Since)
{
    public bool Holds(long number)
    {
        var (low, high) = (0, Ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (Ranges[middle].Contains(number)) return true;
            if (Ranges[middle].First > number) high = middle - 1;
            else low = middle + 1;
        }

        return false;
    }
}

/// <param name="Name">Of what sent it, as people named it.</param>
/// <param name="Key">Of the journey, or the campaign's id.</param>
public sealed record LastingEffect(LastingKind Kind, string Name, string Key, long Count);

public enum LastingKind
{
    /// <summary>Mails of a journey that people entered by the facts, which were sent or may have been.</summary>
    Mails,

    /// <summary>People who came into a journey and are in it still.</summary>
    PeopleInJourney,

    /// <summary>Mails that a campaign has sent, or may have, to people about whom the facts are, since they came.</summary>
    CampaignMails,
}
