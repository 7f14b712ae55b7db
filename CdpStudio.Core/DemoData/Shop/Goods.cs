namespace CdpStudio.Core.DemoData.Shop;

/// <summary>What the shop sells: tea, coffee and what one drinks them from.</summary>
internal static class Goods
{
    public static IReadOnlyList<Product> All { get; } =
    [
        .. Of("Tea", 6.9m, "Jasmine Pearls", "Lotus Tea", "Oolong Tieguanyin", "Earl Grey", "Assam Breakfast", "Peppermint", "Sencha", "Rooibos Vanilla", "Pu-erh Cake", "White Peony"),
        .. Of("Coffee", 11.5m, "Da Lat Arabica", "Buon Ma Thuot Robusta", "Ethiopia Guji", "Turkish Blend", "Decaf House Blend", "Espresso Roma", "Filter Morning", "Cold Brew Bags"),
        .. Of("Ceramics", 18m, "Gaiwan Celadon", "Tulip Tea Glass", "Stoneware Mug", "Espresso Cup Pair", "Teapot 600 ml", "Sugar Bowl", "Blue Tile Tray", "Matcha Bowl"),
        .. Of("Equipment", 24m, "Phin Filter", "Cezve Copper", "Hand Grinder", "Gooseneck Kettle", "French Press", "Glass Dripper", "Milk Frother", "Kitchen Scale"),
        .. Of("Sweets", 4.5m, "Pistachio Lokum", "Coconut Candy", "Saffron Gaz", "Lebkuchen", "Shortbread", "Sesame Brittle", "Dates Medjool", "Candied Ginger"),
        .. Of("Gifts", 32m, "New Year Box", "Nowruz Basket", "Advent Tea Calendar", "Tasting Set", "Gift Card", "Mid-Autumn Tin", "Breakfast Hamper", "Starter Kit"),
    ];

    private static IEnumerable<Product> Of(string category, decimal from, params string[] names) =>
        names.Select((name, i) => new Product(
            FormattableString.Invariant($"{category[..3].ToUpperInvariant()}-{i + 101}"), name, category, Math.Round(from * (1 + (i % 5 * 0.22m)), 2)));
}

/// <param name="Price">In euro.</param>
internal sealed record Product(string Sku, string Name, string Category, decimal Price);
