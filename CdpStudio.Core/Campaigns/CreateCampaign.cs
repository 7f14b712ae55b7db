using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Campaigns;

/// <param name="By">A user's name or an API key's.</param>
/// <param name="Number">Null for the next. One that is to be taken out again when it was sent brings its own, below zero: the next number
/// would be given once more then, to a campaign that is taken for the first.</param>
public sealed record CreateCampaign(string Name, MessageContent Content, CampaignAudience Audience, string By, CampaignNumber? Number = null);

public abstract record CreateCampaignResult
{
    private CreateCampaignResult()
    {
    }

    public sealed record Created(CampaignId Id) : CreateCampaignResult;

    /// <summary>Missing, or longer than <see cref="Campaign.MaxNameLength"/>.</summary>
    public sealed record NameRefused : CreateCampaignResult;

    public sealed record ContentTooLong : CreateCampaignResult;
}

/// <summary>A new draft.</summary>
public sealed partial class CreateCampaignHandler(IWriteQueue queue, ContentCheck check, TimeProvider clock, ILogger<CreateCampaignHandler> logger)
{
    public async Task<CreateCampaignResult> HandleAsync(CreateCampaign command, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Trim().Length > Campaign.MaxNameLength) return new CreateCampaignResult.NameRefused();
        if (check.Of(command.Content).Any(p => p.Kind == ContentProblemKind.TooLong)) return new CreateCampaignResult.ContentTooLong();

        var now = clock.GetUtcNow();
        var id = CampaignId.New(now);
        await AddAsync(
            queue,
            number => new Campaign
            {
                Id = id,
                Number = command.Number ?? number,
                Name = command.Name.Trim(),
                State = CampaignState.Draft,
                Content = MessageContentJson.Write(command.Content),
                Audience = CampaignAudienceJson.Write(command.Audience),
                Version = 1,
                Owner = command.By,
                CreatedAt = now,
                ChangedAt = now,
                ChangedBy = command.By,
            },
            cancellationToken);

        LogCreated(id);
        return new CreateCampaignResult.Created(id);
    }

    /// <summary>Adds it under the next free number.</summary>
    internal static Task AddAsync(IWriteQueue queue, Func<CampaignNumber, Campaign> make, CancellationToken cancellationToken) =>
        queue.WriteFirstAsync(WritePriority.Interactive, async (db, token) => db.Add(make(await NextAsync(db, token))), cancellationToken);

    private static async Task<CampaignNumber> NextAsync(StudioDbContext db, CancellationToken cancellationToken) =>
        new(Math.Max(0, (await db.Campaigns.OrderByDescending(c => c.Number).Select(c => c.Number).FirstOrDefaultAsync(cancellationToken)).Value) + 1);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {CampaignId} made")]
    private partial void LogCreated(CampaignId campaignId);
}
