namespace Numerics.Tests.Rules;

/// <summary>The catalogue's rules for one coordinate, as loops over numbers, straight from the specification's text
/// and with no code shared with the rules. Each yields the parameter after every step; g gives the gradient of step t
/// ≥ 1.</summary>
internal static class ByHand
{
    public static IEnumerable<double> Sgd(
        double theta, Func<int, double> g, double lr, double mu, double tau, double lambda, bool nesterov)
    {
        double b = double.NaN;
        for (int t = 1; ; t++)
        {
            double gradient = g(t) + lambda * theta;
            double u = gradient;
            if (mu != 0)
            {
                b = t == 1 ? gradient : mu * b + (1 - tau) * gradient;
                u = nesterov ? gradient + mu * b : b;
            }

            theta -= lr * u;
            yield return theta;
        }
    }

    public static IEnumerable<double> Adam(
        double theta, Func<int, double> g, double lr, double beta1, double beta2, double eps,
        double coupled, double decoupled, bool amsgrad)
    {
        double m = 0, v = 0, greatest = 0, power1 = 1, power2 = 1;
        for (int t = 1; ; t++)
        {
            double gradient = g(t) + coupled * theta;
            theta *= 1 - lr * decoupled;
            m += (1 - beta1) * (gradient - m);
            v += (1 - beta2) * (gradient * gradient - v);
            greatest = Math.Max(greatest, v);
            power1 *= beta1;
            power2 *= beta2;
            double hat = (amsgrad ? greatest : v) / (1 - power2);
            theta -= lr * (m / (1 - power1)) / (Math.Sqrt(hat) + eps);
            yield return theta;
        }
    }

    public static IEnumerable<double> NAdam(
        double theta, Func<int, double> g, double lr, double beta1, double beta2, double eps,
        double coupled, double decoupled, double psi)
    {
        double m = 0, v = 0, product = 1;
        for (int t = 1; ; t++)
        {
            double gradient = g(t) + coupled * theta;
            theta *= 1 - lr * decoupled;
            double now = beta1 * (1 - Math.Pow(0.96, t * psi) / 2);
            double next = beta1 * (1 - Math.Pow(0.96, (t + 1) * psi) / 2);
            product *= now;
            m = beta1 * m + (1 - beta1) * gradient;
            v = beta2 * v + (1 - beta2) * gradient * gradient;
            double d = Math.Sqrt(v / (1 - Math.Pow(beta2, t))) + eps;
            theta -= lr * (1 - now) / (1 - product) * gradient / d;
            theta -= lr * next / (1 - product * next) * m / d;
            yield return theta;
        }
    }

    public static IEnumerable<double> RAdam(
        double theta, Func<int, double> g, double lr, double beta1, double beta2, double eps,
        double coupled, double decoupled)
    {
        double m = 0, v = 0;
        for (int t = 1; ; t++)
        {
            double gradient = g(t) + coupled * theta;
            theta *= 1 - lr * decoupled;
            m = beta1 * m + (1 - beta1) * gradient;
            v = beta2 * v + (1 - beta2) * gradient * gradient;
            double power = Math.Pow(beta2, t);
            double hat = m / (1 - Math.Pow(beta1, t));
            double infinity = 2 / (1 - beta2) - 1;
            double rho = infinity - 2 * t * power / (1 - power);
            if (rho > 5)
            {
                double r = Math.Sqrt(
                    (rho - 4) / (infinity - 4) * ((rho - 2) / (infinity - 2)) * (infinity / rho));
                theta -= lr * hat * r * Math.Sqrt(1 - power) / (Math.Sqrt(v) + eps);
            }
            else
            {
                theta -= lr * hat;
            }

            yield return theta;
        }
    }

    public static IEnumerable<double> Adamax(
        double theta, Func<int, double> g, double lr, double beta1, double beta2, double eps, double coupled)
    {
        double m = 0, u = 0;
        for (int t = 1; ; t++)
        {
            double gradient = g(t) + coupled * theta;
            m = beta1 * m + (1 - beta1) * gradient;
            u = Math.Max(beta2 * u, Math.Abs(gradient) + eps);
            theta -= lr * m / ((1 - Math.Pow(beta1, t)) * u);
            yield return theta;
        }
    }

    public static IEnumerable<double> AdaBelief(
        double theta, Func<int, double> g, double lr, double beta1, double beta2, double eps, double decoupled, bool rectify)
    {
        double m = 0, s = 0;
        for (int t = 1; ; t++)
        {
            theta -= lr * decoupled * theta;
            m = beta1 * m + (1 - beta1) * g(t);
            s = beta2 * s + (1 - beta2) * Math.Pow(g(t) - m, 2) + eps;
            double hat = m / (1 - Math.Pow(beta1, t)), power = Math.Pow(beta2, t);
            double infinity = 2 / (1 - beta2) - 1, rho = infinity - 2 * t * power / (1 - power);
            if (!rectify)
            {
                theta -= lr * hat / (Math.Sqrt(s / (1 - power)) + eps);
            }
            else if (rho >= 5)
            {
                double r = Math.Sqrt(
                    (1 - power) * (rho - 4) / (infinity - 4) * (rho - 2) / rho * infinity / (infinity - 2));
                theta -= lr * r * hat / (Math.Sqrt(s) + eps);
            }
            else
            {
                theta -= lr * hat;
            }

            yield return theta;
        }
    }

    public static IEnumerable<double> DiffGrad(
        double theta, Func<int, double> g, double lr, double beta1, double beta2, double eps,
        double coupled, double decoupled, bool signed)
    {
        double m = 0, v = 0, previous = 0;
        for (int t = 1; ; t++)
        {
            double gradient = g(t) + coupled * theta;
            theta *= 1 - lr * decoupled;
            m = beta1 * m + (1 - beta1) * gradient;
            v = beta2 * v + (1 - beta2) * gradient * gradient;
            double change = previous - gradient;
            double friction = 1 / (1 + Math.Exp(-(signed ? change : Math.Abs(change))));
            theta -= lr * friction * m / (1 - Math.Pow(beta1, t)) / (Math.Sqrt(v / (1 - Math.Pow(beta2, t))) + eps);
            previous = gradient;
            yield return theta;
        }
    }

    public static IEnumerable<double> EXAdam(
        double theta, Func<int, double> g, double lr, double beta1, double beta2, double eps, double decoupled, bool growing)
    {
        double m = 0, v = 0;
        for (int t = 1; ; t++)
        {
            theta -= lr * decoupled * theta;
            m = beta1 * m + (1 - beta1) * g(t);
            v = beta2 * v + (1 - beta2) * g(t) * g(t);
            double d1 = 1 + v / (v + eps) * Math.Pow(beta2, t);
            double d2 = 1 + m * m / (m * m + eps) * Math.Pow(beta1, t);
            double moment = m / (1 - Math.Pow(beta1, t)) * d1;
            double square = v / (1 - Math.Pow(beta2, t)) * d2;
            double now = g(t) / (1 - Math.Pow(beta1, t)) * d1;
            double rate = growing ? lr * Math.Log(Math.Sqrt(2) * Math.Sqrt(t + 1)) : lr;
            theta -= rate * (moment + now) / (Math.Sqrt(square) + eps);
            yield return theta;
        }
    }

    /// <summary>The product h is 1 + g².</summary>
    public static IEnumerable<double> AdaHessian(
        double theta, Func<int, double> g, double lr, double beta1, double beta2, double eps, double decoupled, double k)
    {
        double m = 0, v = 0;
        for (int t = 1; ; t++)
        {
            double h = 1 + g(t) * g(t);
            m = beta1 * m + (1 - beta1) * g(t);
            v = beta2 * v + (1 - beta2) * h * h;
            double hat = m / (1 - Math.Pow(beta1, t));
            double root = Math.Sqrt(v / (1 - Math.Pow(beta2, t)));
            theta -= lr * (hat / (Math.Pow(root, k) + eps) + decoupled * theta);
            yield return theta;
        }
    }

    public static IEnumerable<double> Adagrad(
        double theta, Func<int, double> g, double lr, double decay, double coupled, double initial, double eps)
    {
        double sum = initial;
        for (int t = 1; ; t++)
        {
            double gradient = g(t) + coupled * theta;
            sum += gradient * gradient;
            theta -= lr / (1 + (t - 1) * decay) * gradient / (Math.Sqrt(sum) + eps);
            yield return theta;
        }
    }

    public static IEnumerable<double> RmsProp(
        double theta, Func<int, double> g,
        double lr, double alpha, double eps, double coupled, double mu, bool centered)
    {
        double v = 0, mean = 0, b = 0;
        for (int t = 1; ; t++)
        {
            double gradient = g(t) + coupled * theta;
            v = alpha * v + (1 - alpha) * gradient * gradient;
            mean += (1 - alpha) * (gradient - mean);
            double d = Math.Sqrt(centered ? v - mean * mean : v) + eps;
            b = mu * b + gradient / d;
            theta -= lr * (mu > 0 ? b : gradient / d);
            yield return theta;
        }
    }

    public static IEnumerable<double> Adadelta(
        double theta, Func<int, double> g, double lr, double rho, double eps, double coupled)
    {
        double v = 0, a = 0;
        for (int t = 1; ; t++)
        {
            double gradient = g(t) + coupled * theta;
            v = rho * v + (1 - rho) * gradient * gradient;
            double delta = Math.Sqrt((a + eps) / (v + eps)) * gradient;
            a = rho * a + (1 - rho) * delta * delta;
            theta -= lr * delta;
            yield return theta;
        }
    }

    public static IEnumerable<double> Lion(
        double theta, Func<int, double> g, double lr, double beta1, double beta2, double lambda)
    {
        double m = 0;
        for (int t = 1; ; t++)
        {
            double c = beta1 * m + (1 - beta1) * g(t);
            theta *= 1 - lr * lambda;
            theta -= lr * Math.Sign(c);
            m += (1 - beta2) * (g(t) - m);
            yield return theta;
        }
    }

    /// <summary>The two rules that take norms work on whole tensors.</summary>
    public static IEnumerable<double[]> Lamb(
        double[] start, Func<int, double[]> g, double lr, double beta1, double beta2, double eps, double lambda)
    {
        double[] theta = [.. start];
        int n = theta.Length;
        double[] m = new double[n], v = new double[n], r = new double[n];
        for (int t = 1; ; t++)
        {
            double parameter = 0, direction = 0;
            for (int i = 0; i < n; i++)
            {
                double gradient = g(t)[i];
                m[i] = beta1 * m[i] + (1 - beta1) * gradient;
                v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
                double root = Math.Sqrt(v[i] / (1 - Math.Pow(beta2, t)));
                r[i] = m[i] / (1 - Math.Pow(beta1, t)) / (root + eps) + lambda * theta[i];
                parameter += theta[i] * theta[i];
                direction += r[i] * r[i];
            }

            double trust = parameter == 0 || direction == 0 ? 1 : Math.Sqrt(parameter / direction);
            for (int i = 0; i < n; i++)
            {
                theta[i] -= lr * trust * r[i];
            }

            yield return [.. theta];
        }
    }

    public static IEnumerable<double[]> Lars(
        double[] start, Func<int, double[]> g, double lr, double mu, double lambda, double trust)
    {
        double[] theta = [.. start];
        double[] b = new double[theta.Length];
        for (int t = 1; ; t++)
        {
            double parameter = Math.Sqrt(theta.Sum(e => e * e));
            double gradient = Math.Sqrt(g(t).Sum(e => e * e));
            double local = trust * parameter / (gradient + lambda * parameter);
            for (int i = 0; i < b.Length; i++)
            {
                b[i] = mu * b[i] + lr * local * (g(t)[i] + lambda * theta[i]);
                theta[i] -= b[i];
            }

            yield return [.. theta];
        }
    }
}
