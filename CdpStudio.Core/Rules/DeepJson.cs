using System.Text.Json;
using System.Text.Json.Nodes;

namespace CdpStudio.Core.Rules;

/// <summary>The JSON of rules, which may lie deeper than parsers and writers go by themselves: 32 levels of nodes, filters of 32 more within, and answers around them.</summary>
public static class DeepJson
{
    /// <summary>For whatever reads or writes JSON with a rule in it.</summary>
    public const int MaxDepth = 512;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = MaxDepth };

    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonDocument Parse(string json) => JsonDocument.Parse(json, s_options);

    /// <inheritdoc cref="Parse"/>
    public static JsonNode? ParseNode(string json) => JsonNode.Parse(json, documentOptions: s_options);
}
