using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Messaging.Sending;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Core.Messaging;

public static class MessagingModule
{
    /// <summary>After the audience, whose people get mail. Transports and owners of sends are registered by those who bring them.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.TryAddSingleton<MailboxBook>();
        services.TryAddSingleton<OwnAddress>();
        services.TryAddSingleton<EmailSecrets>();
        services.TryAddSingleton<EmailSetups>();
        services.TryAddSingleton<EmailSettingsView>();
        services.TryAddSingleton<MailTrap>();
        services.TryAddSingleton<EmailTransports>();
        services.TryAddSingleton<UnsubscribeLinks>();
        services.TryAddSingleton<ContentCheck>();
        // Of whoever writes: shown with what they may see of the person.
        services.TryAddScoped(p => new MailPreview(
            p.GetRequiredService<SeenPeople>(), p.GetRequiredService<CurrentWorkspace>(), p.GetRequiredService<EmailSetups>(), p.GetRequiredService<UnsubscribeLinks>()));
        services.TryAddSingleton<SendPlanner>();
        services.TryAddSingleton<SendCounts>();
        services.TryAddSingleton<ProfileConsents>();
        services.TryAddScoped<SeenConsents>();
        services.TryAddSingleton<EmailAddresses>();
        services.TryAddSingleton<ConsentSets>();
        services.AddSingleton<IAudienceSets>(provider => provider.GetRequiredService<ConsentSets>());
        services.TryAddSingleton<ChangeConsentHandler>();
        services.TryAddSingleton<LinkedPeople>();
        services.TryAddSingleton<AnswerUnsubscribeHandler>();
        services.TryAddSingleton<SavePreferencesHandler>();
        services.TryAddSingleton<ChangeEmailSettingsHandler>();
        services.TryAddSingleton<SendTestMailHandler>();
        services.TryAddSingleton<TrappedMailList>();

        services.TryAddSingleton<SendGate>();
        services.TryAddSingleton<SendClaims>();
        services.TryAddSingleton<SenderLeases>();
        services.TryAddSingleton<MailMaker>();
        services.TryAddSingleton<Sender>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Sender>());

        services.TryAddTransient<PersonSends>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, ConsentsOfPerson>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, MessagesOfPerson>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, TrappedMailsOfPerson>());

        return services.ClaimTables(
            // Of Governance, which knows nobody's mailboxes.
            TableClaim.Exported("ConsentChange", PersonalPart.Consents),
            TableClaim.Exported("Send", PersonalPart.Messages),
            TableClaim.Exported("TrappedMail", PersonalPart.TrappedMails),
            TableClaim.NothingOf("SenderState", "Which sender is at work."),
            TableClaim.NothingOf("EmailSettings", "The mail server and the workspace's own address."));
    }
}
