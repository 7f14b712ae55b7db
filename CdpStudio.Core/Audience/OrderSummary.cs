namespace CdpStudio.Core.Audience;

/// <summary>What somebody bought, as an agent on the phone wants to know it.</summary>
/// <param name="Orders">Those that were placed and not cancelled.</param>
/// <param name="Total">Of what they say, less what was refunded; 0 where none says anything.</param>
/// <param name="Currency">Null where none is said, and where orders are of several.</param>
/// <param name="Last">Null for who never ordered.</param>
/// <param name="Open">The newest that is on its way. Null too where nobody tells here when orders arrive.</param>
/// <param name="Basket">What was put in a basket, or taken to the checkout, and not ordered since; null when that is none, or long ago.</param>
public sealed record OrderSummary(int Orders, decimal Total, string? Currency, PlacedOrder? Last, PlacedOrder? Open, OpenBasket? Basket)
{
    public static OrderSummary None { get; } = new(0, 0, null, null, null, null);
}

/// <param name="Number">Null where it has none.</param>
/// <param name="At">Milliseconds since the Unix epoch.</param>
/// <param name="Total">Null where it says none.</param>
public sealed record PlacedOrder(string? Number, long At, decimal? Total, string? Currency);

/// <param name="At">When something was last done about it, in milliseconds since the Unix epoch.</param>
/// <param name="AtCheckout">It was taken there.</param>
public sealed record OpenBasket(long At, bool AtCheckout);
