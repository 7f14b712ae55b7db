namespace CdpStudio.Core.Audience.Engine.Search;

/// <summary>
/// Which properties of events hold an order's number, by their names: <c>order_id</c>, <c>orderNumber</c>, <c>shop.order.no</c>. Not
/// <c>order</c> alone, which is as often a place in a row.
/// </summary>
internal static class OrderNumberNames
{
    private static readonly HashSet<string> s_names =
    [
        .. new[] { "id", "number", "no", "num", "nr", "code", "ref", "reference", "name", "uuid", "guid", "key" }.Select(what => NameFold.Of("order" + what)),
        .. new[] { "订单号", "订单编号", "订单号码", "訂單號", "訂單編號", "訂單號碼", "شماره سفارش", "کد سفارش", "mã đơn hàng", "số đơn hàng", "mã đơn", "số đơn" }
            .Select(name => NameFold.Of(name).Replace(" ", "", StringComparison.Ordinal)),
    ];

    /// <param name="path">As first seen, so that orderNumber is two words.</param>
    public static bool Has(string path)
    {
        var words = NameFold.Of(Parted(path)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var end = "";
        for (var i = words.Length - 1; i >= 0; i--)
        {
            end = words[i] + end;
            if (s_names.Contains(end)) return true;
        }

        return false;
    }

    /// <summary>With a space before each capital letter that begins a word.</summary>
    private static string Parted(string path)
    {
        var parted = new System.Text.StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (i > 0 && char.IsUpper(path[i]) && char.IsLower(path[i - 1])) parted.Append(' ');
            parted.Append(path[i]);
        }

        return parted.ToString();
    }
}
