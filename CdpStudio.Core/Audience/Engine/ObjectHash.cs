using System.Globalization;
using System.Text;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// Stands for a JSON object where only its equality matters: the same whatever the order of members and the writing of numbers, and whether
/// what is missing is left out, null or blank. Kept
/// instead of the text, which would hold every event's nested objects a second time.
/// </summary>
internal static class ObjectHash
{
    // The same in every process, because saved columns hold these hashes. Whoever makes objects that collide makes his own alike.
    private const ulong Seed = 0x5D1C_3A7B_90E4_26F8;

    /// <param name="json">One JSON object.</param>
    /// <returns>16 hexadecimal digits.</returns>
    public static string Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return OfValue(ref reader).ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <returns>0 for what is missing.</returns>
    private static ulong OfValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return OfObject(ref reader);
            case JsonTokenType.StartArray:
                return OfArray(ref reader);
            case JsonTokenType.String:
                var text = JsonStrings.Text(ref reader);
                return JsonStrings.IsBlank(text) ? 0 : ByteHash.Mix(ByteHash.Of(text, Seed) + 1);
            case JsonTokenType.Number:
                return ByteHash.Mix(ByteHash.Of(StudioNumber.PlainDigits(Encoding.UTF8.GetString(reader.ValueSpan)), Seed) + 2);
            case JsonTokenType.Null:
                return 0;
            default:
                return ByteHash.Mix((ulong)reader.TokenType);
        }
    }

    private static ulong OfObject(ref Utf8JsonReader reader)
    {
        var sum = 3UL;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = ByteHash.Of(JsonStrings.Text(ref reader), Seed);
            reader.Read();
            // A sum, because the order of members says nothing.
            if (OfValue(ref reader) is not 0 and var value) sum += ByteHash.Mix(name ^ (value * 31));
        }

        return sum == 3 ? 0 : ByteHash.Mix(sum);
    }

    private static ulong OfArray(ref Utf8JsonReader reader)
    {
        var hash = 4UL;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (OfValue(ref reader) is not 0 and var value) hash = ByteHash.Mix((hash * 31) + value);
        }

        return hash == 4 ? 0 : hash;
    }
}
