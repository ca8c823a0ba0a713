using StampSpec.Common;
using StampSpec.Sky.Rendering;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky;

public sealed class ZogySubtractionTests
{
    [Fact]
    public void A_new_source_appears_with_its_flux_and_a_constant_one_vanishes()
    {
        var conditions = Conditions(scienceFwhm: 2.4, templateFwhm: 2.0);
        var images = new ExposurePair(SceneGrid.Ztf);
        ScenePainter.AddStar(images.Science, SceneGrid.Ztf, conditions.SciencePsf, 0, 0, 5000, 1e-4);
        ScenePainter.AddStar(images.Science, SceneGrid.Ztf, conditions.SciencePsf, 15, 10, 5000, 1e-4);
        ScenePainter.AddStar(images.Template, SceneGrid.Ztf, conditions.TemplatePsf, 15, 10, 5000, 1e-4);
        var difference = new float[SceneGrid.Ztf.Length];
        new ZogySubtraction(new SceneTransform(SceneGrid.Ztf)).Subtract(images, conditions, PsfKnowledge.Exact(conditions), difference);
        Assert.InRange(Aperture(difference, 0, 0), 4700, 5300);
        Assert.InRange(Aperture(difference, 15, 10), -100, 100);
    }

    [Fact]
    public void A_wrong_position_leaves_a_dipole()
    {
        var conditions = Conditions(scienceFwhm: 2.2, templateFwhm: 2.2);
        var images = new ExposurePair(SceneGrid.Ztf);
        ScenePainter.AddStar(images.Science, SceneGrid.Ztf, conditions.SciencePsf, 0.25, 0, 20000, 1e-4);
        ScenePainter.AddStar(images.Template, SceneGrid.Ztf, conditions.TemplatePsf, -0.25, 0, 20000, 1e-4);
        var difference = new float[SceneGrid.Ztf.Length];
        new ZogySubtraction(new SceneTransform(SceneGrid.Ztf)).Subtract(images, conditions, PsfKnowledge.Exact(conditions), difference);
        Assert.True(At(difference, 1, 0) > 300, $"right {At(difference, 1, 0)}");
        Assert.True(At(difference, -1, 0) < -300, $"left {At(difference, -1, 0)}");
    }

    [Fact]
    public void Pure_noise_keeps_the_noise_of_both_images_and_stays_white()
    {
        var conditions = Conditions(scienceFwhm: 2.2, templateFwhm: 1.9);
        var images = new ExposurePair(SceneGrid.Ztf);
        var random = new Seed(3).CreateSource();
        for (var i = 0; i < SceneGrid.Ztf.Length; i++)
        {
            images.Science[i] = (float)(conditions.ScienceNoiseDn * random.NextNormal());
            images.Template[i] = (float)(conditions.TemplateNoiseDn * random.NextNormal());
        }

        var difference = new float[SceneGrid.Ztf.Length];
        new ZogySubtraction(new SceneTransform(SceneGrid.Ztf)).Subtract(images, conditions, PsfKnowledge.Exact(conditions), difference);
        var (variance, neighbours) = InnerMoments(difference);
        var expected = (conditions.ScienceNoiseDn * conditions.ScienceNoiseDn) + (conditions.TemplateNoiseDn * conditions.TemplateNoiseDn);
        Assert.InRange(variance / expected, 0.85, 1.1);
        Assert.InRange(neighbours / variance, -0.08, 0.08);
    }

    private static ObservingConditions Conditions(double scienceFwhm, double templateFwhm) =>
        new()
        {
            Band = "r",
            ZeroPointMag = 26.3,
            SciencePsf = new TabulatedMoffat(scienceFwhm, 3, 0, 0),
            TemplatePsf = new TabulatedMoffat(templateFwhm, 3, 0, 0),
            SkyDn = 200,
            NightSkyDn = 266,
            TemplateNoiseDn = 1.5,
        };

    private static (double Variance, double Neighbours) InnerMoments(float[] image)
    {
        var (square, product, count) = (0.0, 0.0, 0);
        for (var y = -31; y <= 31; y++)
        {
            for (var x = -31; x <= 31; x++)
            {
                square += At(image, x, y) * At(image, x, y);
                product += At(image, x, y) * At(image, x + 1, y);
                count++;
            }
        }

        return (square / count, product / count);
    }

    private static double Aperture(float[] image, int x0, int y0)
    {
        var sum = 0.0;
        for (var y = -6; y <= 6; y++)
        {
            for (var x = -6; x <= 6; x++)
            {
                sum += At(image, x0 + x, y0 + y);
            }
        }

        return sum;
    }

    private static float At(float[] image, int x, int y) =>
        image[((y + SceneGrid.Ztf.Centre) * SceneGrid.Ztf.Stride) + x + SceneGrid.Ztf.Centre];
}
