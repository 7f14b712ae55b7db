using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules.Writing;

namespace CdpStudio.Core.Rules;

/// <summary>A rule as canonical JSON: reading it again gives an equal rule, and equal rules give equal texts.</summary>
public static class RuleWriter
{
    // Names in every script stay readable; the text is stored and shown, never put into a page as markup.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Rule rule) => Write(json => json.Write(rule));

    /// <summary>The members that a test has in its node, as an object of their own.</summary>
    /// <param name="length">For how long the test has to hold; null asks for now only.</param>
    public static string WriteTest(Test test, Duration? length = null) => Write(json => json.WriteTest(test, length));

    /// <summary>Whether two rules are written alike. Records with lists compare those by reference, so <c>==</c> does not tell.</summary>
    public static bool AreEqual(Rule a, Rule b) => Write(a) == Write(b);

    private static string Write(Action<RuleJson> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            write(new RuleJson(json));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
