using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Rules;

/// <summary>A small workspace: one attribute of each type, some events, their properties, and one of each thing with a key.</summary>
internal sealed class KnownNames : IRuleVocabulary
{
    public static readonly IReadOnlyDictionary<string, DataType> Attributes = new Dictionary<string, DataType>
    {
        ["plan"] = DataType.Text,
        ["points"] = DataType.Number,
        ["vip"] = DataType.Boolean,
        ["signup_date"] = DataType.DateTime,
        ["interests"] = DataType.List,
        ["last_location"] = DataType.Text,
    };

    private static readonly string[] s_events = ["Order Completed", "Checkout", "Checkout Started"];
    private static readonly string[] s_properties = ["total", "category", "order_id", "product_id", "product.brand"];

    public DataType? TypeOf(string attribute) =>
        Attributes.Where(a => Same(a.Key, attribute)).Select(a => (DataType?)a.Value).FirstOrDefault();

    public bool KnowsEvent(EventPattern pattern) => s_events.Any(name => pattern.Takes(StudioText.Key(name)));

    public bool KnowsProperty(string path) => s_properties.Any(p => Same(p, path));

    public bool HasSegment(string key) => Same(key, "regulars");

    public bool HasTag(string key) => Same(key, "wholesale");

    public bool HasList(string key) => Same(key, "fair-2026");

    public bool HasJourney(string key) => Same(key, "welcome");

    private static bool Same(string a, string b) => StudioText.Key(a) == StudioText.Key(b);
}
