using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Segments.Builder;

namespace CdpStudio.Web.Journeys.Steps;

/// <summary>A rule as settings last told it: the finished lines, and all of them while one lacks something.</summary>
internal sealed record SaidRule(JsonNode? Rule, JsonNode? Unfinished)
{
    /// <summary>What has to be kept of a board so that nothing that was typed is lost; null when the rule says it all.</summary>
    public static JsonNode? UnfinishedOf(RuleBoard board) =>
        board.Draft.Lines.Any() && board.Text.Gaps.Count > 0 ? DeepJson.ParseNode(board.Draft.Pack()) : null;

    public bool Says(JsonNode? rule, JsonNode? unfinished) => JsonNode.DeepEquals(Rule, rule) && JsonNode.DeepEquals(Unfinished, unfinished);

    /// <summary>What to show of it.</summary>
    public RuleDraft Draft(Func<string, DataType?> typeOfAttribute)
    {
        if (Unfinished is not null && RuleDraft.Unpack(Unfinished.ToJsonString()) is { } draft) return draft;
        if (Rule is null) return RuleDraft.Empty;

        using var rule = DeepJson.Parse(Rule.ToJsonString());
        return RuleDraft.Read(rule.RootElement, typeOfAttribute);
    }
}
