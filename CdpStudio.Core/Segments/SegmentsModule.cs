using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Core.Segments.Export;
using CdpStudio.Core.Segments.Members;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Segments;

public static class SegmentsModule
{
    public static IServiceCollection AddSegments(this IServiceCollection services)
    {
        services.AddOptions<SegmentOptions>().BindConfiguration("Segments").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SegmentOptions>, ValidateSegmentOptions>());

        services.TryAddSingleton<SegmentRules>();
        services.TryAddSingleton<ISegmentRules>(provider => provider.GetRequiredService<SegmentRules>());
        services.TryAddSingleton<WorkspaceVocabulary>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUsesAttributes, SegmentTypeUse>());
        services.Replace(ServiceDescriptor.Singleton<IRuleLabels, SegmentLabels>());
        services.TryAddSingleton<MembershipSignal>();
        services.TryAddSingleton<MembershipBook>();
        services.TryAddSingleton<ImportedPeople>();
        services.TryAddSingleton<SegmentSets>();
        services.AddSingleton<IAudienceSets>(provider => provider.GetRequiredService<SegmentSets>());
        services.TryAddTransient<SaveSegmentHandler>();
        services.TryAddTransient<DeleteSegmentHandler>();
        services.TryAddTransient(p => new ExportMembersHandler(
            p.GetRequiredService<SegmentList>(), p.GetRequiredService<SegmentRules>(), p.GetRequiredService<SeenAudience>(), p.GetRequiredService<IAudienceCatalogue>()));
        services.TryAddTransient<SegmentList>();
        services.TryAddTransient<KeptDrafts>();
        services.TryAddSingleton<IProfileSegments, SegmentsOfProfile>();
        services.AddHostedService<MembershipFollower>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, SegmentsOfPerson>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, StaysOfPerson>());

        return services.ClaimTables(
            TableClaim.Exported("SegmentStays", PersonalPart.SegmentStays),
            TableClaim.NothingOf("Segments", "Rules that the workspace made; who meets one is told as a segment."),
            TableClaim.NothingOf("SegmentDrafts", "Rules that somebody is still writing."),
            TableClaim.NothingOf("SegmentMemberships", "How far each segment is evaluated."),
            TableClaim.NothingOf("SegmentDays", "Counts."));
    }
}
