namespace CdpStudio.Core.Facts;

/// <summary>
/// What facts have brought about and their cancellation does not take back, because it happened outside of the product, such as mail.
/// Whoever undoes something lists it first.
/// </summary>
public interface ILastingEffects
{
    /// <param name="ranges">Disjoint; their facts may be cancelled by now.</param>
    Task<IReadOnlyList<LastingEffect>> OfAsync(IReadOnlyList<FactRange> ranges, CancellationToken cancellationToken);
}

/// <param name="Name">Of what sent it, as people named it.</param>
/// <param name="Key">Of the journey.</param>
public sealed record LastingEffect(LastingKind Kind, string Name, string Key, long Count);

public enum LastingKind
{
    /// <summary>Mails that were sent, or may have been.</summary>
    Mails,

    /// <summary>People who came into a journey and are in it still.</summary>
    PeopleInJourney,
}
