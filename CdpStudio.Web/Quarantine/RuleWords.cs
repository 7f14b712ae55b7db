using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Quarantine;

/// <summary>A repair's rule in the reader's words, a sentence for each step.</summary>
internal static class RuleWords
{
    public static IEnumerable<string> Of(string rule, IStringLocalizer<QuarantineTexts> texts, ViewCulture view) => StepDraft.Read(rule).Select(step => step.Do switch
    {
        "rename" => texts["Sentence.rename", step.At, step.To].Value,
        "retype" => texts["Sentence.retype", step.At, TypeOf(step, texts, view)].Value,
        "default" => texts["Sentence.default", step.At, step.Value].Value,
        _ => texts["Sentence.drop", step.At].Value,
    });

    private static string TypeOf(StepDraft step, IStringLocalizer<QuarantineTexts> texts, ViewCulture view)
    {
        var type = texts[$"Type.{step.Type}"].Value;
        return step.Format.Length == 0 ? type : view.Labelled(type, step.Format);
    }
}
