using System.Text.Encodings.Web;
using System.Text.Json;

namespace CdpStudio.Core.DemoData.Shop;

internal static class JsonForm
{
    /// <summary>Names in their own letters, as a shop would send them.</summary>
    public static JsonSerializerOptions Readable { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
