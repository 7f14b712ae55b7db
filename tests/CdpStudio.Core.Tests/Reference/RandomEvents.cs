using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Events with their properties.</summary>
public sealed class RandomEvents(Dice dice, RandomValues values)
{
    /// <summary>Several spellings of a few names, one of them a prefix of others.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Order Completed", "order completed", "Order Completed", "Checkout", "Checkout Started", "CHECKOUT step 2", "Page Viewed", "Login",
        "Ausgeführt", "Ausgefu\u0308hrt", "Sale*", "Sales",
    ];

    public static IReadOnlyList<string> Paths { get; } =
    [
        "category", "total", "quantity", "paid", "coupon", "when", "tags", "shipping.city", "shipping.zip", "items.price", "items.sku", "code", "rank",
        "a.b.c", "Items", "shipping", "product.brand", "Product.Price", "product.sizes", "product.made.in", "category.brand", "items.sku.price", "tags.since",
    ];

    /// <summary>Some properties declared, so that they convert.</summary>
    public static IReadOnlyList<PropertyDeclaration> Declare(Dice dice)
    {
        var declared = new List<PropertyDeclaration>();
        if (dice.Chance(50)) declared.Add(new PropertyDeclaration("Order Completed", "Code", dice.Pick(DataType.Number, DataType.Text)));
        if (dice.Chance(50)) declared.Add(new PropertyDeclaration("checkout", "rank", dice.Pick(DataType.Number, DataType.Boolean)));
        if (dice.Chance(40)) declared.Add(new PropertyDeclaration("order completed", "when", DataType.DateTime));
        if (dice.Chance(30)) declared.Add(new PropertyDeclaration("Login", "tags", dice.Pick(DataType.List, DataType.Text)));
        if (dice.Chance(30)) declared.Add(new PropertyDeclaration("Order Completed", "shipping.zip", dice.Pick(DataType.Number, DataType.Text)));
        if (dice.Chance(60)) declared.Add(new PropertyDeclaration("order completed", "category", dice.Pick<DataType?>(null, DataType.Text), "Product"));
        if (dice.Chance(50)) declared.Add(new PropertyDeclaration("checkout", "code", dice.Pick<DataType?>(null, DataType.Number, DataType.Text), "product"));
        if (dice.Chance(50)) declared.Add(new PropertyDeclaration("Page Viewed", "quantity", dice.Pick<DataType?>(null, DataType.List), "product"));
        if (dice.Chance(50)) declared.Add(new PropertyDeclaration("Sales", "items.sku", null, "product"));
        if (dice.Chance(50)) declared.Add(new PropertyDeclaration("Ausgeführt", "tags", null, "product"));
        return declared;
    }

    /// <summary>What some of the properties refer to, by keys of which most occur.</summary>
    public IReadOnlyList<ReferenceObject> Objects() =>
    [
        .. new[] { "Red", "green", "BLUE", "5", "12.5", "-3", "7", "007", "true", "10.0", "nobody" }.Where(_ => dice.Chance(80)).Select(key => new ReferenceObject("product", key,
            $$$"""{"brand":{{{values.Spoilt(values.Place())}}},"price":{{{values.Spoilt(values.Amount())}}},"sizes":{{{values.Colours()}}},"made":{"in":{{{values.Place()}}}},"since":{{{values.Date()}}}}""")),
    ];

    public string Properties()
    {
        var members = new List<string>();
        void Maybe(int percent, string name, Func<string> value)
        {
            if (dice.Chance(percent)) members.Add($"{values.Quoted(name)}{dice.Pick("", " ")}:{dice.Pick("", "\n ")}{values.Spoilt(value())}");
        }

        Maybe(70, dice.Pick("category", "Category"), values.Colour);
        if (dice.Chance(10)) members.Add("""  "TOTAL":null """);
        Maybe(75, "total", values.Amount);
        Maybe(50, "quantity", values.Whole);
        Maybe(40, "paid", values.Flag);
        Maybe(25, "coupon", values.Place);
        Maybe(40, "when", values.Date);
        Maybe(40, "tags", values.Colours);
        Maybe(40, "shipping", () => $$"""{"city":{{values.Place()}},"ZIP":{{dice.Pick("53111", "\"53111\"", "\"01067\"", "null")}}}""");
        Maybe(8, "shipping.city", values.Place);
        Maybe(35, "items", Items);
        Maybe(35, "code", () => dice.Chance(50) ? values.Whole() : values.NumericText());
        Maybe(35, "rank", () => dice.Chance(50) ? values.Flag() : values.NumericText());
        Maybe(10, "a", () => $$$"""{"b.c":{{{values.Whole()}}},"b":{"c":{{{values.Whole()}}}}}""");
        Maybe(5, "a.b", () => $$"""{"c":{{values.Whole()}}}""");
        return $"{{{string.Join(dice.Pick(",", " ,\t"), members)}}}";
    }

    private string Items()
    {
        var items = Enumerable.Range(0, dice.Number(0, 4)).Select(_ => $$"""{"price":{{values.Spoilt(values.Amount())}},"sku":{{values.Colour()}}}""");
        return dice.Chance(10) ? $$"""{"price":{{values.Amount()}}}""" : $"[{string.Join(',', items)}]";
    }
}
