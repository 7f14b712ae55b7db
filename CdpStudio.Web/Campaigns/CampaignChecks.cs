using System.Globalization;
using System.Text;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Rules;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <param name="Meaning">Good, to be looked at, or in the way.</param>
/// <param name="Detail">Null where the title says it all.</param>
public sealed record CheckLine(Meaning Meaning, string Title, string? Detail = null);

/// <summary>What somebody looks at before mail leaves. Everything is looked up now; nothing is said that was not.</summary>
public sealed class CampaignChecks(
    ContentCheck check, MailPreview preview, EmailSetups setups, IAudienceEngine engine, CampaignWords words, IStringLocalizer<CampaignTexts> texts)
{
    private const int KiB = 1024;

    public async Task<IReadOnlyList<CheckLine>> OfAsync(MessageContent content, CampaignRule audience, CancellationToken cancellationToken)
    {
        var problems = check.Of(content);
        var setup = await setups.ReadAsync(cancellationToken);
        return
        [
            .. Message(problems),
            Sender(setup),
            Links(content, problems),
            .. await FallbacksAsync(content, problems, audience, cancellationToken),
            new CheckLine(Meaning.Good, texts["Check.Unsubscribe"], texts["Check.Unsubscribe.How"]),
            Pictures(content, problems),
            await SizeAsync(content, problems, audience, cancellationToken),
            PostalAddress(setup),
        ];
    }

    private IEnumerable<CheckLine> Message(IReadOnlyList<ContentProblem> problems)
    {
        var own = problems.Where(p => p.Kind is ContentProblemKind.NoSubject or ContentProblemKind.SubjectTooLong or ContentProblemKind.NoText
            or ContentProblemKind.MalformedTag or ContentProblemKind.UnknownAttribute or ContentProblemKind.HtmlLoses or ContentProblemKind.TooLong
            or ContentProblemKind.UnknownTopic or ContentProblemKind.ArchivedTopic).ToList();
        return own.Count == 0 ? [new CheckLine(Meaning.Good, texts["Check.Text"], texts["Check.Text.How"])] : own.Select(Line);
    }

    private CheckLine Sender(EmailSetup setup) => setup.Server is null
        ? new CheckLine(Meaning.Info, texts["Check.Trap"], texts["Check.Trap.How"])
        : new CheckLine(Meaning.Good, texts["Check.Sender"], setup.FromName.Length == 0 ? setup.From.Address : $"{setup.FromName} <{setup.From.Address}>");

    private CheckLine Links(MessageContent content, IReadOnlyList<ContentProblem> problems)
    {
        if (problems.FirstOrDefault(p => p.Kind is ContentProblemKind.BadLink or ContentProblemKind.ButtonWithoutLink or ContentProblemKind.ButtonWithoutText) is { } bad)
            return Line(bad);

        return content.Html is not null || content.Button is { Url.Length: > 0 }
            ? new CheckLine(Meaning.Good, texts["Check.Links"], texts["Check.Links.How"])
            : new CheckLine(Meaning.Info, texts["Check.NoLinks"], texts["Check.NoLinks.How"]);
    }

    private async Task<IReadOnlyList<CheckLine>> FallbacksAsync(
        MessageContent content, IReadOnlyList<ContentProblem> problems, CampaignRule audience, CancellationToken cancellationToken)
    {
        var tags = TagsOf(content).ToList();
        if (tags.Count == 0) return [new CheckLine(Meaning.Good, texts["Check.NoTags"])];
        if (audience is not CampaignRule.Ready ready) return [.. problems.Where(p => p.Kind == ContentProblemKind.NoFallback).Select(Line)];

        var lines = new List<CheckLine>();
        foreach (var tag in tags)
        {
            var without = await WithoutAsync(ready, tag.Name, cancellationToken);
            lines.Add((without, tag.Fallback) switch
            {
                (0, _) => new CheckLine(Meaning.Good, texts["Check.Everybody", tag.Name]),
                (_, null) => new CheckLine(Meaning.Warning, texts.Plural("Check.Skipped", without, tag.Name), texts["Check.Skipped.How"]),
                (_, "") => new CheckLine(Meaning.Good, texts["Check.Fallback", tag.Name], texts.Plural("Check.Nothing", without)),
                (_, { } fallback) => new CheckLine(Meaning.Good, texts["Check.Fallback", tag.Name], texts.Plural("Check.Reads", without, fallback)),
            });
        }

        return lines;
    }

    private async Task<long> WithoutAsync(CampaignRule.Ready audience, string attribute, CancellationToken cancellationToken)
    {
        var lacking = new Rule.All([audience.Rule, new Rule.Attribute(attribute, new Test.Exists(Negated: true))]);
        return (await engine.CountAsync(new AudienceQuery(lacking), cancellationToken)).Count;
    }

    private CheckLine Pictures(MessageContent content, IReadOnlyList<ContentProblem> problems)
    {
        if (problems.FirstOrDefault(p => p.Kind is ContentProblemKind.BadPicture or ContentProblemKind.NoAlt) is { } bad) return Line(bad);

        return content.Picture is { Url.Length: > 0 } || content.Html is not null
            ? new CheckLine(Meaning.Good, texts["Check.Pictures"])
            : new CheckLine(Meaning.Good, texts["Check.NoPictures"]);
    }

    private async Task<CheckLine> SizeAsync(
        MessageContent content, IReadOnlyList<ContentProblem> problems, CampaignRule audience, CancellationToken cancellationToken)
    {
        if (problems.FirstOrDefault(p => p.Kind == ContentProblemKind.Clipped) is { } clipped) return Line(clipped);

        // One of them is as good as another: values are short beside a template.
        var somebody = audience is CampaignRule.Ready ready ? await engine.MembersAsync(new AudienceQuery(ready.Rule), after: null, 1, cancellationToken) : [];
        var weighed = await preview.OfAsync(content with { Subject = "-" }, somebody is [var one] ? one : null, cancellationToken);
        return weighed is MailRendering.Rendered { Mail: var mail }
            ? new CheckLine(Meaning.Good, texts["Check.Size", Math.Max(1, Encoding.UTF8.GetByteCount(mail.Html) / KiB)], texts["Check.Size.How", ContentCheck.ClippedAt / KiB])
            : new CheckLine(Meaning.Info, texts["Check.SizeVaries"], texts["Check.Size.How", ContentCheck.ClippedAt / KiB]);
    }

    private CheckLine PostalAddress(EmailSetup setup) => setup.PostalAddress.Length > 0
        ? new CheckLine(Meaning.Good, texts["Check.Postal"])
        : new CheckLine(Meaning.Warning, texts["Check.NoPostal"], texts["Check.NoPostal.How"]);

    private CheckLine Line(ContentProblem problem) => new(problem.Blocks ? Meaning.Bad : Meaning.Warning, words.Of(problem));

    /// <summary>Every attribute that the message names, once, with the fallback that it has somewhere.</summary>
    internal static IEnumerable<MergePiece.Attribute> TagsOf(MessageContent content)
    {
        string?[] parts = content.Html is { } html
            ? [content.Subject, html, content.Footer]
            : [content.Subject, content.Preheader, content.Heading, content.Text, content.Picture?.Url, content.Picture?.Alt, content.Button?.Text, content.Button?.Url, content.Footer];
        return parts.OfType<string>().SelectMany(MergeText.Parse).OfType<MergePiece.Attribute>()
            .GroupBy(t => t.Name.ToUpper(CultureInfo.InvariantCulture))
            // Without a fallback anywhere, who lacks it is skipped.
            .Select(g => g.FirstOrDefault(t => t.Fallback is null) ?? g.First());
    }
}
