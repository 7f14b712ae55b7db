using System.Globalization;
using CdpStudio.Web.Access;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Languages;

internal static class LanguagesModule
{
    public static IServiceCollection AddLanguages(this IServiceCollection services, IHostEnvironment environment)
    {
        // Whatever no reader asked for, a job or an engine, runs without a culture: it would damage data silently.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

        services.AddLocalization();
        services.AddOptions<LanguageOptions>().PostConfigure(options => options.Pseudo ??= environment.IsDevelopment() || environment.IsEnvironment("Testing"));
        services.TryAddSingleton<LanguageList>();
        services.TryAddSingleton<LanguageChoice>();
        services.TryAddScoped<ViewCulture>();
        services.TryAddScoped<ViewClock>();
        services.Replace(ServiceDescriptor.Scoped(typeof(IStringLocalizer<>), typeof(Texts<>)));

        return services;
    }

    /// <summary>The pages speak the reader's language; the APIs have none.</summary>
    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var language = Doors.IsForPrograms(context.Request.Path) ? null : context.RequestServices.GetRequiredService<LanguageChoice>().Of(context.Request);
        CultureInfo.CurrentCulture = language?.FormatCulture ?? CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = language?.Culture ?? CultureInfo.InvariantCulture;

        await next(context);
    });
}
